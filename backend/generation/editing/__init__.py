"""New frames inside or beside kept ones, and the seams between them."""
