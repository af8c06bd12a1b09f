"""Films without Qt: the FFmpeg libraries that come with it take a recording apart and put it together again."""
