"""The reference agrees with figures that university courses have published.

These numbers were not made by us: they stand in the notebooks and tests of
CS231n (Stanford, assignment 2, 2015 to today) and of Coursera's "Convolutional
Neural Networks" (week 1, in its versions of 2017 and 2021), which thousands of
students have met. Where a course has them, the inputs come from
``np.random.seed(1)``, drawn in the order of the test.
"""

from __future__ import annotations

import numpy as np
import pytest

from reference.assignment1.convolution import conv2d
from reference.assignment1.padding import zero_pad
from reference.assignment1.pooling import avg_pool2d, max_pool2d
from reference.assignment1.stride import conv2d_strided

#: Arrays are published with eight decimals: half a unit of the last, and a little.
EIGHT_DECIMALS = 5.1e-9


def normal(*shapes: tuple[int, ...]) -> list[np.ndarray]:
    """Draw arrays from the generator of the courses, one after the other."""
    generator = np.random.RandomState(1)
    return [generator.randn(*shape) for shape in shapes]


def spread(low: float, high: float, *shape: int) -> np.ndarray:
    """Fill a shape with evenly spaced numbers."""
    return np.linspace(low, high, np.prod(shape)).reshape(shape)


def channels_last(images: np.ndarray) -> np.ndarray:
    """Turn (N, C, H, W) into (N, H, W, C)."""
    return images.transpose(0, 2, 3, 1)


def channels_first(images: np.ndarray) -> np.ndarray:
    """Turn (N, H, W, C) into (N, C, H, W)."""
    return images.transpose(0, 3, 1, 2)


def conv_forward(
    images: np.ndarray, kernel: np.ndarray, bias: np.ndarray, pad: int, stride: int
) -> np.ndarray:
    """Convolve a batch the way the courses ask for it: the same pad and stride on all sides."""
    pads = (pad, pad), (pad, pad)
    return np.stack(
        [
            conv2d_strided(zero_pad(x, *pads), kernel, bias.ravel(), (stride, stride), "valid")
            for x in images
        ]
    )


def pool_forward(images: np.ndarray, mode: str, window: int, stride: int) -> np.ndarray:
    """Pool a batch the way the courses ask for it: square windows, no padding."""
    pool2d = {"max": max_pool2d, "average": avg_pool2d}[mode]
    return np.stack([pool2d(x, (window, window), (stride, stride), "valid") for x in images])


def assert_published(ours: np.ndarray, published: list[float]) -> None:
    """Compare with an array that was printed with eight decimals."""
    np.testing.assert_allclose(ours.ravel(), published, rtol=0, atol=EIGHT_DECIMALS)


def test_cs231n_convolution():
    """Strided, padded convolution is that of CS231n, assignment 2, conv_forward_naive."""
    images = channels_last(spread(-0.1, 0.5, 2, 3, 4, 4))
    kernel = spread(-0.2, 0.3, 3, 3, 4, 4).transpose(2, 3, 1, 0)
    maps = conv_forward(images, kernel, np.linspace(-0.1, 0.2, 3), pad=1, stride=2)
    assert channels_first(maps).shape == (2, 3, 2, 2)
    assert_published(
        channels_first(maps),
        [
            *(-0.08759809, -0.10987781, -0.18387192, -0.2109216),
            *(0.21027089, 0.21661097, 0.22847626, 0.23004637),
            *(0.50813986, 0.54309974, 0.64082444, 0.67101435),
            *(-0.98053589, -1.03143541, -1.19128892, -1.24695841),
            *(0.69108355, 0.66880383, 0.59480972, 0.56776003),
            *(2.36270298, 2.36904306, 2.38090835, 2.38247847),
        ],
    )


def test_cs231n_max_pooling():
    """Max pooling is that of CS231n, assignment 2, max_pool_forward_naive."""
    pooled = pool_forward(channels_last(spread(-0.3, 0.4, 2, 3, 4, 4)), "max", 2, 2)
    assert_published(
        channels_first(pooled),
        [
            *(-0.26315789, -0.24842105, -0.20421053, -0.18947368),
            *(-0.14526316, -0.13052632, -0.08631579, -0.07157895),
            *(-0.02736842, -0.01263158, 0.03157895, 0.04631579),
            *(0.09052632, 0.10526316, 0.14947368, 0.16421053),
            *(0.20842105, 0.22315789, 0.26736842, 0.28210526),
            *(0.32631579, 0.34105263, 0.38526316, 0.4),
        ],
    )


@pytest.mark.parametrize(("pad", "size"), [(2, 7), (3, 9)])
def test_coursera_zero_pad(pad: int, size: int):
    """Zeros lie where Coursera's zero_pad has them: pad 2 in 2017, pad 3 in 2021."""
    (images,) = normal((4, 3, 3, 2))
    padded = np.stack([zero_pad(x, (pad, pad), (pad, pad)) for x in images])
    assert padded.shape == (4, size, size, 2)
    assert not padded[1, 1].any()
    np.testing.assert_array_equal(padded[:, pad:-pad, pad:-pad], images)


def single_step() -> tuple[float, float]:
    """Return our answer to Coursera's conv_single_step, and the bias in it."""
    window, weights, bias = normal((4, 4, 3), (4, 4, 3), (1, 1, 1))
    answer = conv2d(window, weights[..., np.newaxis], bias.ravel())
    assert answer.shape == (1, 1, 1)
    return answer.item(), bias.item()


def test_coursera_single_step():
    """One window gives the number of Coursera's conv_single_step, 2017 version 2 and 2021."""
    answer, _ = single_step()
    assert answer == pytest.approx(-6.999089450680221, abs=1e-13)


def test_coursera_single_step_of_2017_is_wrong():
    """Coursera's first number for it (2017 version 1) adds the bias 48 times, once per weight."""
    answer, bias = single_step()
    published = -23.1602122025
    assert answer != pytest.approx(published, abs=1)
    assert answer + 47 * bias == pytest.approx(published, abs=1e-10)


def test_coursera_convolution_2017():
    """Convolution is that of Coursera's conv_forward, 2017 version 2: pad 2, stride 2."""
    images, kernel, bias = normal((10, 4, 4, 3), (2, 2, 3, 8), (1, 1, 1, 8))
    maps = conv_forward(images, kernel, bias, pad=2, stride=2)
    assert maps.mean() == pytest.approx(0.0489952035289, abs=1e-12)
    assert_published(
        maps[3, 2, 1],
        [
            *(-0.61490741, -6.7439236, -2.55153897, 1.75698377),
            *(3.56208902, 0.53036437, 5.18531798, 8.75898442),
        ],
    )


def test_coursera_convolution_of_2017_is_wrong():
    """Coursera's first mean for it (2017 version 1) adds the bias 12 times, once per weight."""
    images, kernel, bias = normal((10, 4, 4, 3), (2, 2, 3, 8), (1, 1, 1, 8))
    mean = conv_forward(images, kernel, bias, pad=2, stride=1).mean()
    published = 0.155859324889
    assert mean != pytest.approx(published, abs=1e-3)
    assert mean + 11 * bias.mean() == pytest.approx(published, abs=1e-11)


def test_coursera_convolution_2021():
    """Convolution of a 5 by 7 image is that of Coursera's conv_forward, 2021: pad 1, stride 2."""
    images, kernel, bias = normal((2, 5, 7, 4), (3, 3, 4, 8), (1, 1, 1, 8))
    maps = conv_forward(images, kernel, bias, pad=1, stride=2)
    assert maps.mean() == pytest.approx(0.5511276474566768, abs=1e-14)
    assert_published(
        maps[0, 2, 1],
        [
            *(-2.17796037, 8.07171329, -0.5772704, 3.36286738),
            *(4.48113645, -2.89198428, 10.99288867, 3.03171932),
        ],
    )


POOLED_2017 = {
    ("version 2", "max", 3, 2): [
        *(1.74481176, 0.86540763, 1.13376944),
        *(1.13162939, 1.51981682, 2.18557541),
    ],
    ("version 2", "average", 3, 2): [
        *(0.02105773, -0.20328806, -0.40389855),
        *(-0.22154621, 0.51716526, 0.48155844),
    ],
    ("version 1", "max", 4, 1): [
        *(1.74481176, 1.6924546, 2.10025514),
        *(1.19891788, 1.51981682, 2.18557541),
    ],
    ("version 1", "average", 4, 1): [
        *(-0.09498456, 0.11180064, -0.14263511),
        *(-0.09525108, 0.28325018, 0.33035185),
    ],
}


@pytest.mark.parametrize(("case", "published"), POOLED_2017.items())
def test_coursera_pooling_2017(case: tuple[str, str, int, int], published: list[float]):
    """Pooling to a single cell is that of Coursera's pool_forward, 2017, both versions."""
    _, mode, window, stride = case
    (images,) = normal((2, 4, 4, 3))
    pooled = pool_forward(images, mode, window, stride)
    assert pooled.shape == (2, 1, 1, 3)
    assert_published(pooled, published)


@pytest.mark.parametrize(
    ("mode", "published"),
    [
        (
            "max",
            [
                *(1.96710175, 0.84616065, 1.27375593),
                *(1.96710175, 0.84616065, 1.23616403),
                *(1.62765075, 1.12141771, 1.2245077),
            ],
        ),
        (
            "average",
            [
                *(0.44497696, -0.00261695, -0.31040307),
                *(0.50811474, -0.23493734, -0.23961183),
                *(0.11872677, 0.17255229, -0.22112197),
            ],
        ),
    ],
)
def test_coursera_pooling_2021_stride_1(mode: str, published: list[float]):
    """Overlapping windows pool as in Coursera's pool_forward, 2021, case 1."""
    (images,) = normal((2, 5, 5, 3))
    pooled = pool_forward(images, mode, window=3, stride=1)
    assert pooled.shape == (2, 3, 3, 3)
    assert_published(pooled[1, 1], published)


@pytest.mark.parametrize(
    ("mode", "image", "published"),
    [
        (
            "max",
            0,
            [
                *(1.74481176, 0.90159072, 1.65980218),
                *(1.74481176, 1.6924546, 1.65980218),
                *(1.13162939, 1.51981682, 2.18557541),
                *(1.13162939, 1.6924546, 2.18557541),
            ],
        ),
        (
            "average",
            1,
            [
                *(-0.17313416, 0.32377198, -0.34317572),
                *(0.02030094, 0.14141479, -0.01231585),
                *(0.42944926, 0.08446996, -0.27290905),
                *(0.15077452, 0.28911175, 0.00123239),
            ],
        ),
    ],
)
def test_coursera_pooling_2021_stride_2(mode: str, image: int, published: list[float]):
    """Windows two steps apart pool as in Coursera's pool_forward, 2021, case 2."""
    (images,) = normal((2, 5, 5, 3))
    pooled = pool_forward(images, mode, window=3, stride=2)
    assert pooled.shape == (2, 2, 2, 3)
    assert_published(pooled[image], published)
