/** A sailing boat. */
export const Logo = () => (
  <svg
    viewBox="0 0 24 24"
    width="26"
    height="26"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.7"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M12 3v12.500M12 4c4.500 2 6.500 6.500 6.500 11H12M12 7c-3 1.800-5 4.500-5.800 8H12" />
    <path d="M3 19.500c2.200 1.600 4.300 1.600 6 0 1.700 1.600 4.300 1.600 6 0 1.700 1.600 3.800 1.600 6 0" />
  </svg>
);
