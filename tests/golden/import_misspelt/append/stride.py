from paddings import zero_pad
