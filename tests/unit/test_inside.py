"""What honest functions use works in a contained child, exactly as in a fresh process.

Each snippet is the body of a function. It runs in a child that has run nothing
else, and in a fresh process: both have to return the same and print the same.
"""

# ruff: noqa: E501  (short statements of a snippet share a line)

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator

import pytest

from grader.evidence import Outcome
from grader.submission import Submission
from grader.worker.client import Student
from grader.worker.process import StartError
from grader.worker.wire import encode
from grader.worker.zygote import is_possible
from grader.worker.zygote_process import NOT_LOADED
from tests.unit.lab import Lab, lab_of

if not is_possible():
    pytest.skip("Linux only", allow_module_level=True)

NUMPY = {
    "fft": "return np.fft.ifft(np.fft.fft(A)).real.round(9), np.fft.rfft2(np.eye(4))",
    "fftn": "return np.fft.fftshift(np.fft.fftfreq(7)), abs(np.fft.fftn(np.ones((2, 3)))).round(9)",
    "inv": "return np.linalg.inv(M)",
    "solve": "return np.linalg.solve(M, A[:2])",
    "svd": "return np.linalg.svd(M, compute_uv=False).round(9)",
    "eig": "return np.sort(np.linalg.eig(M)[0]).round(9), np.linalg.eigh(M + M.T)[0].round(9)",
    "lstsq": "return np.linalg.lstsq(np.c_[A, A**2], A, rcond=None)[0].round(6)",
    "norm": "return np.linalg.norm(A), np.linalg.norm(M, 'nuc').round(9), np.linalg.cond(M).round(6)",
    "det, qr": "return np.linalg.det(M), abs(np.linalg.qr(M)[1]).round(9), np.linalg.matrix_rank(M)",
    "pinv, cholesky": "return np.linalg.pinv(M).round(9), np.linalg.cholesky(M @ M.T).round(9)",
    "matrix_power": "return np.linalg.matrix_power(M, 5), np.linalg.multi_dot([M, M, M])",
    "singular": """
        try:
            np.linalg.inv(np.zeros((2, 2)))
        except np.linalg.LinAlgError as error:
            return str(error)
    """,
    "a large product": "return (np.ones((300, 400)) @ np.ones((400, 200))).sum()",
    "default_rng": "return np.random.default_rng(1).normal(size=3), np.random.default_rng(1).permutation(9)",
    "generator": """
        draw = np.random.default_rng(7)
        return draw.integers(0, 9, 5), draw.choice(5, 3, replace=False), draw.uniform(size=2)
    """,
    "RandomState": "return np.random.RandomState(3).randn(4)",
    "seed": "np.random.seed(5); return np.random.rand(3), np.random.randint(0, 9, 3)",
    "bit generators": "return np.random.Generator(np.random.PCG64(3)).random(2), np.random.Generator(np.random.MT19937(3)).random()",
    "SeedSequence": "return np.random.SeedSequence(1).generate_state(3)",
    "fresh entropy": "return len({np.random.default_rng().integers(2**62) for _ in range(9)})",
    "einsum": "return np.einsum('ij,jk,kl->il', M, M, M, optimize=True)",
    "einsum_path": "return np.einsum_path('ij,jk,kl->il', M, M, M)[1]",
    "einsum optimal": "return np.einsum('ijc,ijcf->f', I, np.ones((4, 4, 2, 3)), optimize='optimal')",
    "tensordot": "return np.tensordot(I, np.ones((4, 4, 2, 3)), axes=3)",
    "sliding_window_view": "return np.lib.stride_tricks.sliding_window_view(A, 3).sum(axis=1)",
    "sliding_window_view imported": """
        from numpy.lib.stride_tricks import sliding_window_view
        return sliding_window_view(I, (2, 2), axis=(0, 1)).shape
    """,
    "as_strided": "return np.lib.stride_tricks.as_strided(A, (4, 3), (8, 8)) * 1",
    "broadcast": "return np.broadcast_to(A, (2, 6)) * 1, np.broadcast_shapes((3, 1), (4,))",
    "assert_allclose": "np.testing.assert_allclose(A, A + 1e-12, atol=1e-9); return 1",
    "assert_allclose fails": """
        try:
            np.testing.assert_allclose(A, A + 1)
        except AssertionError as error:
            return str(error)
    """,
    "assert_array_equal fails": """
        try:
            np.testing.assert_array_equal(A, A[:2])
        except AssertionError as error:
            return str(error)
    """,
    "assert_equal": "np.testing.assert_equal({'a': [1, 2]}, {'a': [1, 2]}); return 1",
    "assert_raises": """
        with np.testing.assert_raises(ZeroDivisionError):
            1 / 0
        return 1
    """,
    "suppress_warnings": """
        with np.errstate(all="ignore"):
            return np.log(np.array([-1.0, 0.0]))
    """,
    "polynomial": "return np.polynomial.Polynomial([1, 2, 3])(2), np.polyfit([0, 1, 2], [1, 2, 3], 1).round(9)",
    "polynomial printed": "print(np.polynomial.Polynomial([1, 2, 3])); print(np.poly1d([1, 2]))",
    "roots": "return np.sort(np.roots([1, -3, 2])), np.polyval([1, 2], 3)",
    "chebyshev": "from numpy.polynomial import chebyshev; return chebyshev.chebval(0.5, [1, 2, 3])",
    "ma": "x = np.ma.masked_array(A, A > 2); return x.mean(), x.filled(-1), str(x)",
    "pad": """
        modes = "constant edge linear_ramp maximum mean median minimum reflect symmetric wrap empty"
        return [np.pad(A, 2, mode=mode).shape for mode in modes.split()], np.pad(A, 2, mode="reflect")
    """,
    "pad by a function": """
        def fill(vector, width, axis, extra):
            vector[: width[0]] = -1
        return np.pad(A, 2, fill)
    """,
    "vectorize": "return np.vectorize(lambda a, b: a + b)(A, 1), np.frompyfunc(abs, 1, 1)(-3)",
    "apply_along_axis": "return np.apply_along_axis(sum, 0, M), np.fromfunction(lambda i, j: i + j, (2, 3))",
    "array2string": "return np.array2string(A / 3, precision=2), repr(I), str(np.float32(1) / 3)",
    "printing": "print(A, M, I, np.array([1 + 2j, np.nan]), np.arange(2_000))",
    "printoptions": """
        before = np.get_printoptions()
        np.set_printoptions(precision=3, suppress=True)
        with np.printoptions(linewidth=40):
            print(np.linspace(0, 1, 30))
        told = repr(A / 7), np.get_printoptions()["precision"]
        np.set_printoptions(**before)
        return told
    """,
    "format_float": "return np.format_float_positional(1 / 3, 4), np.format_float_scientific(12345.678)",
    "info": "np.info(np.pad)",
    "limits": "return np.iinfo('i4').max, str(np.finfo(float))",
    "savetxt": """
        import io
        text = io.StringIO()
        np.savetxt(text, M, fmt="%.3f", header="two")
        return text.getvalue(), np.loadtxt(io.StringIO("1 2\\n3 4"))
    """,
    "genfromtxt": "import io; return np.genfromtxt(io.StringIO('1,2\\n3,'), delimiter=',')",
    "save": """
        import io
        raw = io.BytesIO()
        np.save(raw, M)
        raw.seek(0)
        packed = io.BytesIO()
        np.savez(packed, a=A, m=M)
        packed.seek(0)
        return np.load(raw), dict(np.load(packed))
    """,
    "savez_compressed": """
        import io
        packed = io.BytesIO()
        np.savez_compressed(packed, a=A)
        packed.seek(0)
        return np.load(packed)["a"]
    """,
    "float formatting": "return f'{np.float64(1) / 3:.3e}', '%g' % np.float32(0.1), format(np.int64(5), '03d')",
    "datetime64": "return str(np.datetime64('2024-02-28') + np.timedelta64(2, 'D')), np.busday_count('2024-01', '2024-02')",
    "datetime64 of today": "return bool(np.datetime64('today') > np.datetime64('2020-01-01'))",
    "errstate": """
        import warnings
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            np.log(np.zeros(1)), np.zeros(1) / 0, np.exp(np.array([1e9]))
        with np.errstate(divide="raise"):
            try:
                np.ones(1) / 0
            except FloatingPointError as error:
                return [str(one.message) for one in seen], str(error)
    """,
    "a warning": "return (np.zeros(2) / np.zeros(2))[0] != 0",
    "casting": "return np.array([300, -1]).astype('u1'), np.can_cast('f8', 'i4'), np.result_type('i4', 'f4').name",
    "structured": "x = np.array([(1, 2.0)], dtype=[('a', 'i4'), ('b', 'f8')]); return x['b'], x.dtype.names",
    "recarray": "return np.rec.array([(1, 2.0)], names='a,b').b",
    "recfunctions": "from numpy.lib import recfunctions as r; return r.structured_to_unstructured(np.array([(1, 2)], dtype='i4,i4'))",
    "char": "return np.char.upper(['a', 'b']).tolist(), np.strings.str_len(np.array(['ab'])) if hasattr(np, 'strings') else [2]",
    "ufuncs": "return np.add.reduceat(A, [0, 2]), np.multiply.outer(A, A)[1], np.add.accumulate(A)",
    "sets": "return np.unique([3, 1, 3], return_counts=True), np.intersect1d([1, 2], [2, 3]), np.isin(A, [1])",
    "sorting": "return np.argsort(-A), np.lexsort((A, -A)), np.partition(A, 2), np.searchsorted(A, 2.5)",
    "statistics": "return np.histogram(A, 3), np.percentile(A, 30), np.cov(M), np.corrcoef(M), np.median(A)",
    "convolve": "return np.convolve(A, [1, 2]), np.correlate(A, [1, 2], 'full'), np.gradient(A), np.interp(2.5, A, A)",
    "ix_, mgrid": "return M[np.ix_([0], [1])], np.mgrid[0:2, 0:3], np.r_[1:3, 9], np.indices((2, 2))",
    "stacking": "return np.stack([A, A]), np.block([[M, M]]), np.split(A, 2), np.rot90(M), np.roll(A, 2), np.kron(M, M)",
    "nditer": "return [int(i) for i in np.nditer(M.astype(int))], list(np.ndindex(2, 2)), list(np.ndenumerate(M))",
    "windows": "return np.hanning(4).round(9), np.kaiser(4, 2).round(9), np.sinc(0.5), np.i0(1.0)",
    "memory": "return np.shares_memory(A, A[1:]), np.may_share_memory(A, M), A.nbytes",
    "frombuffer": "return np.frombuffer(b'abcdefgh', 'u4'), np.array(memoryview(b'ab')), A.tobytes()[:4] == b'\\0' * 4",
    "scimath": "return np.emath.sqrt(-1), np.lib.scimath.log(-1)",
    "subclass": """
        class Mine(np.ndarray):
            pass
        return type(A.view(Mine) + 1).__name__
    """,
    "piecewise": "return np.piecewise(A, [A < 2, A >= 2], [-1, 1]), np.select([A < 2], [A], 9), np.where(A > 1)",
    "typing": "from numpy.typing import NDArray, ArrayLike; return str(NDArray[np.float64])[:13]",
    "array_split": "return [len(one) for one in np.array_split(A, 4)], np.trapezoid(A) if hasattr(np, 'trapezoid') else 12.5",
    "mixins": "from numpy.lib.mixins import NDArrayOperatorsMixin as N; return N.__name__",
    "ctypeslib": "import ctypes; return np.ctypeslib.as_array((ctypes.c_int * 2)(1, 2))",
    "matrix": "return np.asmatrix(M).T.tolist()",
    "pickle": "import pickle; return pickle.loads(pickle.dumps(M))",
    "copy": "import copy; return copy.deepcopy([M])[0] is not M",
    "version": "return np.__version__, np.lib.NumpyVersion('2.0.0') < '3.0.0'",
    "show_config": "return sorted(np.show_config(mode='dicts'))",
    "exceptions": """
        try:
            np.sum(A, axis=5)
        except np.exceptions.AxisError as error:
            return str(error)
    """,
    "broadcast error": """
        try:
            return A + M
        except ValueError as error:
            return str(error)
    """,
    "memory error": """
        try:
            np.zeros(2**40)
        except MemoryError as error:
            return str(error)
    """,
    "object arrays": "return np.array([None, 'a', 1], dtype=object)[1], np.array([[1], [2, 3]], dtype=object).shape",
    "strings": "return np.array(['a', 'bc']).dtype.str, np.str_('x') + 'y'",
    "long double": "return float(np.longdouble(1) / 3), np.longdouble('1.5') * 2 == 3",
    "half": "return np.float16(1) / 3",
    "memmap is refused": """
        try:
            np.memmap("/tmp/x", mode="r", shape=1)
        except OSError:
            return "refused"
    """,
}

STANDARD = {
    "math, cmath": "import cmath, math; return math.gamma(5), cmath.sqrt(-4), math.comb(9, 3), math.isclose(0.1 + 0.2, 0.3)",
    "itertools": "import itertools; return list(itertools.product('ab', repeat=2)), list(itertools.accumulate([1, 2, 3]))",
    "functools": """
        import functools
        @functools.lru_cache(maxsize=None)
        def fib(n):
            return n if n < 2 else fib(n - 1) + fib(n - 2)
        @functools.singledispatch
        def kind(x): return "any"
        @kind.register
        def _(x: int): return "int"
        return fib(80), functools.reduce(max, [1, 3, 2]), kind(1), kind("a")
    """,
    "collections": """
        import collections
        Point = collections.namedtuple("Point", "x y")
        found = collections.defaultdict(list)
        found["a"].append(1)
        return Point(1, 2).x, dict(found), collections.Counter("abca").most_common(1), list(collections.deque([1, 2], 1))
    """,
    "dataclasses": """
        import dataclasses
        @dataclasses.dataclass(order=True, frozen=True)
        class Size:
            height: int
            width: int = 3
            more: list = dataclasses.field(default_factory=list)
        return repr(Size(2)), Size(1) < Size(2), dataclasses.asdict(Size(2))
    """,
    "typing": """
        import typing
        class Pair(typing.NamedTuple):
            a: int
            b: "typing.Optional[int]" = None
        class Options(typing.TypedDict):
            pad: int
        return Pair(1).b, str(typing.get_type_hints(Options)), typing.cast(int, 3)
    """,
    "enum": """
        import enum
        class Padding(enum.Enum):
            SAME = "same"
            VALID = "valid"
        class Numbered(enum.Enum):
            FIRST = enum.auto()
        class Flag(enum.IntFlag):
            A = 1
            B = 2
        return Padding("same").name, repr(Flag.A | Flag.B)
    """,
    "abc": """
        import abc
        class Base(abc.ABC):
            @abc.abstractmethod
            def run(self): ...
        try:
            Base()
        except TypeError as error:
            return str(error)
    """,
    "statistics": "import statistics; return statistics.fmean([1, 2, 4]), statistics.median([3, 1, 2]), statistics.stdev([1, 2])",
    "fractions": "from fractions import Fraction; return str(Fraction(1, 3) + Fraction('0.5')), float(Fraction(0.25))",
    "decimal": "import decimal\nwith decimal.localcontext() as c:\n    c.prec = 30\n    return str(decimal.Decimal(1) / 7)",
    "random": "import random; random.seed(3); return random.random(), random.sample(range(9), 3), random.gauss(0, 1)",
    "random anew": "import random; return 0 <= random.SystemRandom().random() < 1 and random.Random(1).randint(0, 9)",
    "copy": "import copy; return copy.deepcopy({'a': [1]}), copy.copy([2])",
    "operator": "import operator; return operator.itemgetter(1)([4, 5]), operator.attrgetter('real')(3), operator.mul(2, 3)",
    "re": "import re; return re.findall(r'(\\d+)x(\\d+)', '3x4 5x6'), re.sub('a+', 'b', 'aac'), re.split(',', '1,2')",
    "json": "import json; return json.loads(json.dumps({'a': [1, 2.5, None]}, indent=1)), json.dumps('é')",
    "textwrap": "import textwrap; return textwrap.fill('word ' * 20, 30), textwrap.dedent('  a'), textwrap.shorten('a b c', 8)",
    "string": "import string; return string.ascii_letters, string.Template('$a').substitute(a=1), string.capwords('a b')",
    "datetime": """
        from datetime import datetime, timedelta, timezone, date
        parsed = datetime.strptime("2024-03-01 10:11", "%Y-%m-%d %H:%M")
        return str(parsed + timedelta(days=1)), parsed.strftime("%A %B %j"), date(2024, 2, 29).isocalendar()[1]
    """,
    "datetime now": """
        from datetime import datetime, timezone
        now = datetime.now()
        return now.year > 2020, str(now.astimezone().utcoffset()), datetime.now(timezone.utc).tzname()
    """,
    "zoneinfo utc": "from datetime import timezone; import zoneinfo; return str(timezone.utc), zoneinfo.__name__",
    "time": """
        import time
        time.sleep(0.001)
        parts = time.localtime()
        return time.perf_counter() > 0, time.process_time() > 0, time.time() > 1e9, time.strftime("%Y", time.gmtime(0)), len(time.tzname), time.monotonic_ns() > 0, time.thread_time() >= 0, len(time.ctime()), time.mktime(parts) > 0
    """,
    "clock info": "import time; return time.get_clock_info('monotonic').monotonic, time.clock_getres(time.CLOCK_REALTIME) < 1",
    "pprint": "import pprint; pprint.pprint({'b': [1] * 40, 'a': 'x' * 90}); return pprint.pformat([1])",
    "traceback": """
        import traceback
        try:
            1 / 0
        except ZeroDivisionError:
            text = traceback.format_exc()
            traceback.print_exc()
        return text, traceback.format_stack()[-1].splitlines()[0][:20]
    """,
    "traceback within python": """
        import traceback, json
        try:
            json.loads("{")
        except ValueError:
            text = traceback.format_exc()
        return text.splitlines()[0], text.splitlines()[-1]
    """,
    "warnings": "import warnings; warnings.warn('mind', DeprecationWarning); warnings.warn('mind'); return 1",
    "logging": """
        import logging, sys
        logging.basicConfig(level=logging.DEBUG, format="%(levelname)s %(funcName)s %(message)s")
        logging.debug("one")
        log = logging.getLogger("mine")
        log.warning("two %d", 2)
        try:
            1 / 0
        except ZeroDivisionError:
            log.exception("three")
        logging.root.handlers.clear()
    """,
    "logging without config": "import logging; logging.getLogger('other').warning('seen')",
    "contextlib": """
        import contextlib, io
        @contextlib.contextmanager
        def one():
            yield 1
        with one() as a, contextlib.suppress(KeyError), contextlib.redirect_stdout(io.StringIO()) as out:
            print("inside")
            {}["missing"]
        return a, out.getvalue()
    """,
    "inspect": "import inspect; return str(inspect.signature(mine)), inspect.getsource(mine), inspect.getdoc(mine), inspect.getsourcelines(mine)[1] > 0",
    "inspect caller": "import inspect; return inspect.currentframe().f_code.co_name == inspect.stack()[0].function",
    "types": "import types; return types.SimpleNamespace(a=1).a, types.MappingProxyType({'a': 1})['a']",
    "numbers": "import numbers; return isinstance(3, numbers.Integral), isinstance(np.float32(1), numbers.Real)",
    "heapq, bisect": "import bisect, heapq; return heapq.nsmallest(2, [3, 1, 2]), bisect.bisect([1, 3], 2), list(heapq.merge([1], [0]))",
    "io": "import io; return io.StringIO('a\\nb').readlines(), io.BytesIO(b'ab').read(1), io.TextIOWrapper(io.BytesIO(b'x')).read()",
    "unittest": """
        import io, re, unittest
        class TestMine(unittest.TestCase):
            def test_right(self):
                self.assertEqual(mine(2), 4)
            def test_wrong(self):
                with self.subTest("inner"):
                    self.assertAlmostEqual(1.0, 1.5)
        out = io.StringIO()
        done = unittest.TextTestRunner(stream=out).run(unittest.defaultTestLoader.loadTestsFromTestCase(TestMine))
        return done.testsRun, len(done.failures), len(done.errors)
    """,
    "unittest.mock": "from unittest import mock; m = mock.MagicMock(return_value=3); m(1); m.assert_called_once_with(1); return m()",
    "doctest": """
        import doctest
        def half(n):
            '''
            >>> half(4)
            2.0
            >>> half(1)
            1
            '''
            return n / 2
        runner = doctest.DocTestRunner(verbose=False)
        for test in doctest.DocTestFinder().find(half, "half", globs={"half": half}):
            runner.run(test)
        return runner.summarize().failed
    """,
    "doctest.testmod": "import doctest, sys; return doctest.testmod(sys.modules[__name__]).attempted",
    "timeit": "import timeit; return timeit.timeit('1 + 1', number=10) > 0",
    "pathlib": "from pathlib import PurePosixPath, Path; return str(PurePosixPath('a') / 'b.py'), Path('a/b.py').stem, Path('a/../b').parts",
    "os.path": "import os; return os.path.join('a', 'b'), os.path.splitext('a.py'), os.path.basename('/x/y'), os.path.exists('/etc/none'), os.sep",
    "os": "import os; return os.cpu_count() is None or os.cpu_count() > 0, os.environ.get('HOME'), os.name, len(os.urandom(4)), os.linesep",
    "platform": "import platform; return platform.platform() != '', platform.system(), platform.machine(), platform.python_version(), platform.python_implementation()",
    "sysconfig": "import sysconfig; return sysconfig.get_python_version(), len(sysconfig.get_paths())",
    "struct": "import struct; return struct.unpack('<Id', struct.pack('<Id', 3, 1.5)), struct.calcsize('hi')",
    "array": "import array; return array.array('d', [1, 2]).tolist(), np.array(array.array('i', [1]))",
    "hashlib": "import hashlib; return hashlib.sha256(b'a').hexdigest(), hashlib.md5(b'a').hexdigest(), hashlib.blake2b(b'a').hexdigest(), sorted(hashlib.algorithms_guaranteed)[0]",
    "hashlib more": "import hashlib, hmac; return hashlib.new('sha3_256', b'a').hexdigest(), hmac.new(b'k', b'm', 'sha1').hexdigest(), hashlib.pbkdf2_hmac('sha256', b'p', b's', 10).hex()",
    "pickle": "import pickle; return pickle.loads(pickle.dumps({'a': (1, [2])})), len(pickle.dumps(M)) > 10",
    "csv": "import csv, io; return list(csv.reader(io.StringIO('a,b\\n1,\"2,3\"'))), list(csv.DictReader(io.StringIO('a,b\\n1,2')))",
    "argparse": """
        import argparse
        parser = argparse.ArgumentParser(prog="mine")
        parser.add_argument("--size", type=int, default=3)
        parser.print_help()
        try:
            parser.parse_args(["--size", "x"])
        except SystemExit:
            return parser.parse_args(["--size", "4"]).size
    """,
    "concurrent.futures": "import concurrent.futures as c; return c.ThreadPoolExecutor.__name__, c.ProcessPoolExecutor.__name__",
    "asyncio imported": "import asyncio; return asyncio.iscoroutinefunction(asyncio.sleep)",
    "ast": "import ast; return ast.literal_eval('[1, {2: 3}]'), ast.unparse(ast.parse('x=1')), ast.dump(ast.parse('1'))",
    "dis": "import dis; dis.dis(mine)",
    "zlib, gzip": "import bz2, gzip, lzma, zlib; return [m.decompress(m.compress(b'a' * 99)) == b'a' * 99 for m in (bz2, gzip, lzma, zlib)], zlib.crc32(b'a')",
    "base64": "import base64, binascii; return base64.b64encode(b'ab').decode(), binascii.hexlify(b'ab').decode()",
    "uuid": "import uuid; return len(str(uuid.uuid4())), str(uuid.uuid5(uuid.NAMESPACE_DNS, 'a'))",
    "secrets": "import secrets; return len(secrets.token_hex(4)), 0 <= secrets.randbelow(9) < 9",
    "calendar": "import calendar; return calendar.monthrange(2024, 2), calendar.month(2024, 2), calendar.isleap(2024)",
    "locale": "import locale; return locale.getlocale(), locale.localeconv()['decimal_point'], locale.getpreferredencoding(), locale.setlocale(locale.LC_ALL, 'C')",
    "gettext": "import gettext; return gettext.gettext('a'), gettext.ngettext('a', 'b', 2)",
    "codecs": """
        text = "한글 é"
        return [text[:2].encode(name) for name in ("utf-16", "utf-32", "cp949", "euc-kr", "utf-8-sig", "johab", "iso2022_kr")] == 0, text.encode("utf-16").decode("utf-16") == text, "é".encode("latin-1").decode("cp1252"), "한글".encode("cp949").decode("euc-kr")
    """,
    "more codecs": """
        import codecs
        names = "ascii latin-1 utf-8 utf-7 utf-16-le utf-32 cp437 cp850 cp1251 cp1252 koi8-r shift_jis gb18030 big5 euc-jp mac-roman iso8859-15 punycode idna unicode_escape raw_unicode_escape"
        return ["a".encode(name).decode(name) for name in names.split()], codecs.encode("abc", "rot13"), codecs.encode(b"a", "hex").decode(), codecs.lookup("U8").name
    """,
    "an unknown codec": """
        try:
            "a".encode("no such codec")
        except LookupError as error:
            return str(error)
    """,
    "unicodedata": "import unicodedata; return unicodedata.name('é'), unicodedata.normalize('NFD', 'é') == 'é'.encode().decode(), '\\N{GREEK SMALL LETTER PI}'",
    "queue": "import queue; q = queue.PriorityQueue(); q.put(2); q.put(1); s = queue.SimpleQueue(); s.put(3); return q.get(), s.get(), q.qsize()",
    "queue that is empty": """
        import queue
        try:
            queue.Queue().get(timeout=0.01)
        except queue.Empty:
            return "empty"
    """,
    "threading without threads": """
        import threading
        lock, again, event, local = threading.Lock(), threading.RLock(), threading.Event(), threading.local()
        with lock, again, again:
            event.set()
            local.x = 1
        condition = threading.Condition()
        with condition:
            waited = condition.wait(0.01)
        return event.wait(), local.x, waited, threading.Semaphore(1).acquire(), lock.acquire(timeout=0.01), threading.current_thread().name
    """,
    "weakref": """
        import gc, weakref
        class One: pass
        one = One()
        seen = []
        weakref.finalize(one, seen.append, 1)
        gone = weakref.ref(one)
        del one
        return gone() is None, seen, gc.collect() >= 0, gc.isenabled()
    """,
    "cycles are collected": """
        import gc, weakref
        class One: pass
        one = One()
        one.self = one
        gone = weakref.ref(one)
        del one
        gc.collect()
        return gone() is None
    """,
    "sys": "import sys; return sys.getsizeof([]), sys.getrecursionlimit(), sys.maxsize, sys.byteorder, sys.version_info[:2], sys.platform, sys.intern('a'), sys.float_info.max",
    "sys.argv, path": "import sys; return type(sys.argv).__name__, type(sys.path).__name__, sys.flags.isolated, sys.exc_info()[0] is None",
    "recursion": """
        def deep(n):
            return n and 1 + deep(n - 1)
        import sys
        before = sys.getrecursionlimit()
        sys.setrecursionlimit(5_000)
        told = deep(4_000)
        sys.setrecursionlimit(before)
        return told
    """,
    "faulthandler": "import faulthandler; return faulthandler.is_enabled()",
    "signal alarm": """
        import signal
        seen = []
        signal.signal(signal.SIGALRM, lambda *_: seen.append(1))
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        signal.pause()
        return seen
    """,
    "resource usage": "import resource; return resource.getrusage(resource.RUSAGE_SELF).ru_utime > 0",
    "tracemalloc": "import tracemalloc; tracemalloc.start(); x = [0] * 1000; return tracemalloc.get_traced_memory()[0] > 0, tracemalloc.stop()",
    "cProfile": "import cProfile, io, pstats; p = cProfile.Profile(); p.runcall(mine, 2); return pstats.Stats(p, stream=io.StringIO()).total_calls > 0",
    "generators": "def count():\n    yield from range(3)\nreturn list(count()), sum(n * n for n in count())",
    "f-strings": "x = 1.5; return f'{x!r:>8} {x = } {3:,} {\"a\":^5} {x:%}'",
    "big numbers": "return str(7**300)[:9], pow(3, 10**6, 10**9 + 7), int('f' * 40, 16) % 97, (2**70).bit_length()",
    "exec, eval": "return eval('1 + 2'), exec('y = 3') is None, compile('1', 'x', 'eval') is not None",
    "help": "import pydoc; pydoc.help(len); return pydoc.render_doc(np.argmax)[:40]",
    "print to a file": "import sys; print('a', 'b', sep='-', end='!', file=sys.stderr, flush=True); sys.stdout.write('c'); sys.stdout.flush()",
    "tkinter is missing": """
        try:
            import tkinter
        except ImportError as error:
            return type(error).__name__ in ("ImportError", "ModuleNotFoundError")
        return True
    """,
    "urllib.parse": "from urllib.parse import urlparse, quote; return urlparse('http://a/b?c=1').query, quote('a b')",
    "xml": "import xml.etree.ElementTree as E; return E.fromstring('<a><b>1</b></a>').find('b').text, E.tostring(E.Element('x')).decode()",
    "html": "import html; from html.parser import HTMLParser; return html.escape('<a>'), HTMLParser.__name__",
    "configparser": "import configparser; c = configparser.ConfigParser(); c.read_string('[a]\\nb=1'); return c['a']['b']",
    "tomllib": "import tomllib; return tomllib.loads('a = [1, 2]')['a']",
    "sqlite3 in memory": """
        try:
            import sqlite3
        except ImportError:
            return [(3,)]
        return sqlite3.connect(":memory:").execute("select 1 + 2").fetchall()
    """,
    "difflib": "import difflib; return list(difflib.unified_diff(['a'], ['b'])), difflib.get_close_matches('ab', ['abc'])",
    "shlex, fnmatch": "import fnmatch, shlex; return shlex.split('a \"b c\"'), fnmatch.fnmatch('a.py', '*.py')",
    "graphlib": "import graphlib; return list(graphlib.TopologicalSorter({2: {1}}).static_order())",
    "ctypes": "import ctypes; return ctypes.sizeof(ctypes.c_double), ctypes.c_int(3).value, (ctypes.c_int * 3)(1, 2, 3)[2]",
    "ipaddress, colorsys": "import colorsys, ipaddress; return str(ipaddress.ip_address('::1')), colorsys.rgb_to_hsv(1, 0, 0)",
    "contextvars": "import contextvars; v = contextvars.ContextVar('v', default=2); return v.get()",
    "atexit": "import atexit; atexit.register(print, 'never shown'); return 1",
    "reprlib": "import reprlib; return reprlib.repr([0] * 99), reprlib.Repr().repr1([1], 1)",
    "getpass, tempfile names": "import tempfile; return tempfile.SpooledTemporaryFile(max_size=99).write(b'ab')",
    "tokenize": "import io, tokenize; return [t.string for t in tokenize.generate_tokens(io.StringIO('a+1').readline)][:3]",
    "symtable, keyword": "import keyword, symtable; return keyword.iskeyword('if'), symtable.symtable('x = 1', 'x', 'exec').get_type().__str__()",
    "mmap": "import mmap; m = mmap.mmap(-1, 10); m[:2] = b'ab'; return m[:3]",
    "select": "import select; return select.select([], [], [], 0.001)",
    "cmd": "from multiprocessing.dummy import Pool; return Pool.__name__",
    "builtins": "return sorted([3, 1], reverse=True), list(map(abs, [-1])), divmod(7, 2), round(2.5), list(zip('ab', [1, 2], strict=True)), hash(1), bool([]), isinstance(True, int)",
    "hash of text": "return hash('a') == hash('a'), len({*'abc'})",
    "match": "match [1, 2]:\n    case [a, b]:\n        return a + b",
    "walrus, comprehensions": "return [y for x in range(4) if (y := x * x) > 1], {**{'a': 1}}, {x: 1 for x in 'ab'}",
    "classes": """
        class Layer:
            count = 0
            def __init__(self, size): self.size = size
            @property
            def area(self): return self.size**2
            @classmethod
            def make(cls): return cls(3)
            def __call__(self, x): return x * self.size
        return Layer.make().area, Layer(2)(5)
    """,
    "exceptions": """
        try:
            try:
                raise KeyError("a")
            except KeyError as error:
                raise ValueError("b") from error
        except ValueError as error:
            error.add_note("noted")
            return repr(error.__cause__), error.__notes__
    """,
    "input has ended": """
        try:
            input("number? ")
        except EOFError:
            return "ended"
    """,
}

MODULE = '''
import numpy as np

A = np.arange(6.0)
M = np.array([[2.0, 1.0], [1.0, 3.0]])
I = np.arange(32.0).reshape(4, 4, 2)


def mine(n: int) -> int:
    """Give twice n.

    >>> mine(3)
    6
    """
    return 2 * n
'''

SNIPPETS = {
    **{f"numpy: {name}": text for name, text in NUMPY.items()},
    **{f"python: {name}": text for name, text in STANDARD.items()},
}
NAMES = {snippet: f"f{number}" for number, snippet in enumerate(SNIPPETS)}


def function(snippet: str) -> str:
    """Write a snippet as a function."""
    body = textwrap.indent(textwrap.dedent(SNIPPETS[snippet]).strip(), "    ")
    return f"\n\ndef {NAMES[snippet]}():\n{body}\n"


#: All of it in one file, so that texts that name a line are the same.
FILE = MODULE + "".join(map(function, SNIPPETS))


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    """A launcher of contained children."""
    yield from lab_of("full")


@pytest.fixture(scope="module")
def plain() -> Iterator[Student]:
    """A student in a fresh process, for all snippets one after the other."""
    for lab in lab_of("none"):
        with Student(Submission("ada", {"exercise": FILE}, {}), lab.launcher) as one:
            yield one


def run(one: Student, name: str) -> Outcome:
    """Open and call a function of the file."""
    found = one.open("exercise", name, ())
    return one.call(()) if found.kind == "returned" else found


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_it_works_inside_as_outside(snippet: str, lab: Lab, plain: Student):
    """What a snippet returns and prints in a contained child is what it does in a plain process."""
    outside = run(plain, NAMES[snippet])
    assert outside.kind == "returned", outside.error
    with lab.student(FILE) as one:
        inside = run(one, NAMES[snippet])
    assert inside.kind == "returned", inside.error
    assert encode(inside.value) == encode(outside.value), (inside.value, outside.value)
    assert inside.printed == outside.printed


#: Snippets that an exercise is likely to hold: for these nothing more should have to be loaded.
LIKELY = {
    *("numpy: einsum", "numpy: tensordot", "numpy: sliding_window_view", "numpy: as_strided"),
    *("numpy: pad by a function", "numpy: stacking", "numpy: nditer", "numpy: default_rng"),
    *("numpy: RandomState", "numpy: fft", "numpy: norm", "numpy: printing", "numpy: typing"),
    *("numpy: a warning", "numpy: errstate", "numpy: broadcast error", "numpy: memory error"),
    *("python: dataclasses", "python: enum", "python: typing", "python: functools"),
    *("python: fractions", "python: random", "python: warnings", "python: traceback"),
    *("python: inspect", "python: exceptions", "python: classes", "python: time"),
}


@pytest.fixture(scope="module")
def early() -> Iterator[Lab]:
    """A launcher of contained children whose zygote never loads more than it does at once."""
    for lab in lab_of("full"):
        lab.launcher.complete = lambda: None  # type: ignore[method-assign]
        yield lab


@pytest.mark.parametrize("snippet", SNIPPETS)
def test_it_works_at_once_or_asks_for_more(snippet: str, early: Lab, plain: Student):
    """Before all is loaded a snippet gives the same, or it is noticed what is missing."""
    outside = run(plain, NAMES[snippet])
    with early.student(FILE) as one:
        try:
            inside = run(one, NAMES[snippet])
        except StartError as error:
            if "more than is loaded" in str(error) and snippet not in LIKELY:
                return  # What it gets then is tried above.
            raise
    assert inside.kind == "returned", inside.error
    assert encode(inside.value) == encode(outside.value), (inside.value, outside.value)
    assert inside.printed == outside.printed


# Whatever can be imported.

#: Standard modules that need a file as they are imported, and are not for functions anyway.
NOT_INSIDE: dict[str, str] = {}

#: Says of each name whether it can be imported; of some, importing has effects.
IMPORTS = """
import importlib, sys, warnings
def f(names):
    found = []
    warnings.simplefilter("ignore")
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        except BaseException as error:
            found.append(name + ": " + type(error).__name__)
            continue
        found.append(name)
    return found
"""


def importable(names: list[str]) -> list[str]:
    """Return which modules a plain Python can import."""
    code = f"{IMPORTS}\nfor name in f(sys.argv[1:]): sys.__stdout__.write(name + chr(10))"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code, *names], capture_output=True, text=True, check=True
    )
    return done.stdout.split("\n")[:-1]


def test_all_of_the_standard_library_can_be_imported_inside(lab: Lab):
    """Each standard module that a plain Python imports can be imported, but for those declared."""
    names = sorted(sys.stdlib_module_names - NOT_LOADED)
    assert len(names) > 250
    outside = importable(names)
    inside = lab.called(IMPORTS, names).value
    assert set(outside) - set(inside) == set(NOT_INSIDE)


@pytest.mark.parametrize("name", sorted({"tkinter", "turtle", "idlelib", "antigravity"}))
def test_what_is_left_out_is_an_import_error(name: str, lab: Lab):
    """What opens windows is not found inside, and the error names it."""
    assert name in NOT_LOADED
    error = lab.opened(f"import {name}").error
    assert error is not None
    assert error.type in {"ModuleNotFoundError", "ImportError"}


#: Of numpy's submodules, those that a contained child cannot import, and why.
NUMPY_LEFT_OUT = {
    "numpy.conftest": "for numpy's own tests",
    "numpy.core": "old names of what is elsewhere, with a warning",
    "numpy.distutils": "builds extensions",
    "numpy.f2py": "builds extensions",
    "numpy.lib.user_array": "an old class that nobody uses",
    "numpy.linalg.lapack_lite": "not for calls from outside",
    "numpy.ma.testutils": "for numpy's own tests",
    "numpy.matlib": "of matrices, with a warning",
    "numpy.testing.print_coercion_tables": "prints",
    "numpy.typing.mypy_plugin": "for mypy",
}
#: Lists numpy's public submodules, and theirs, that a plain Python can import.
LIST = """
import importlib, pkgutil, sys, warnings
warnings.simplefilter("ignore")

def look(name):
    try:
        package = importlib.import_module(name)
    except BaseException:
        return
    print(name)
    for one in pkgutil.iter_modules(getattr(package, "__path__", ())):
        if not one.name.startswith("_") and one.name != "tests":
            look(f"{name}.{one.name}")

look("numpy")
"""


def test_numpys_submodules_can_be_imported_inside(lab: Lab):
    """Each public submodule of numpy can be imported, but for those declared, with their reason."""
    # As the child is: without site, so that numpy is all there is beside the standard library.
    done = subprocess.run([sys.executable, "-c", LIST], capture_output=True, text=True, check=True)
    outside = done.stdout.split()
    assert {"numpy.fft", "numpy.linalg", "numpy.lib.stride_tricks"} <= set(outside)
    inside = lab.called(IMPORTS, outside).value
    missing = set(outside) - set(inside)
    assert {name for name in missing if not name.startswith(tuple(NUMPY_LEFT_OUT))} == set()


#: What honest code may try that a contained child cannot do, and the exception that says so.
REFUSED = {
    "import asyncio\nasync def main(): return 3\nreturn asyncio.run(main())": "PermissionError",
    "from concurrent.futures import ThreadPoolExecutor as P\nP().submit(abs, 1)": "RuntimeError",
    "from concurrent.futures import ProcessPoolExecutor as P\nP().submit(abs, 1)": "PermissionError",
    "from multiprocessing import Pool\nPool(2)": "PermissionError",
    "import socket\nsocket.gethostname()": "PermissionError",
    "import numpy as np\nnp.save('weights.npy', np.ones(2))": "PermissionError",
    "import numpy as np\nnp.load('weights.npy')": "PermissionError",
    "from pathlib import Path\nPath('weights.txt').read_text()": "PermissionError",
    "import pickle\npickle.dump(1, open('weights.pkl', 'wb'))": "PermissionError",
    "import logging\nlogging.FileHandler('mine.log')": "PermissionError",
    "import urllib.request\nurllib.request.urlopen('http://localhost')": "URLError",
}


@pytest.mark.parametrize("body", REFUSED)
def test_what_it_cannot_do_is_an_exception(body: str, lab: Lab):
    """Files, threads, processes and the network end in an exception at the student's own line."""
    error = lab.called("def f():\n" + textwrap.indent(body, "    ")).error
    assert error is not None
    assert error.type == REFUSED[body]
    assert error.frames[0].file == "exercise.py"
