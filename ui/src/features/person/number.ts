// A phone number as it is read out: the code of the country, then threes. It is the same number in each form.

/** `+254712345678` as `+254 712 345 678`; what is in another form stays as it is. */
export function spaced(phone: string): string {
  const [, code, first, second, third] = /^(\+254)(\d{3})(\d{3})(\d{3})$/.exec(phone) ?? [];
  return code ? [code, first, second, third].join(' ') : phone;
}
