export const Basket = () => (
  <svg
    viewBox="0 0 24 24"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.7"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M4 9.500h16l-1.700 10H5.700zM8 9.500 11 4M16 9.500 13 4" />
  </svg>
);
