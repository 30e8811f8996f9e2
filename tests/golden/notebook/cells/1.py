%matplotlib inline
!pip install tensorflow
import matplotlib.pyplot as plt
import tensorflow as tf

SIDE = round(1.4)


def check(x, kernel):
    return tf.nn.conv2d(x[None], kernel, 1, "VALID")


plt.plot([1, 2, 3])
