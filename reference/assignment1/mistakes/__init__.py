"""Wrong ideas that people really have, by what they are about; ids are those of the catalogue."""
