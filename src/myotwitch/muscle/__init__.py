"""The slow tissue, one copy per muscle group and side: seconds to weeks."""
