def pool_output_shape(input_shape, pool_size, strides, padding):
    sh, sw = strides or (1, 1)
    return (
        output_size(input_shape[0], pool_size[0], sh, padding),
        output_size(input_shape[1], pool_size[1], sw, padding),
        input_shape[2],
    )
