::error::gotcha
