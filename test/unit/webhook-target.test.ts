import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { post } from "../../packages/commerce/src/webhooks/post.ts";
import { allowedUrl, mayConnect } from "../../packages/commerce/src/webhooks/target.ts";

describe("a webhook's URL", () => {
  it.each([
    "https://hooks.example.com/in?shop=1",
    "https://8.8.8.8/in",
    "https://[2606:4700::1]/in",
    "https://hooks.example.com:8443/",
  ])("may be %s", (url) => {
    expect(allowedUrl(url, "public")?.href).toBe(url);
  });

  it.each([
    "hooks.example.com",
    "http://hooks.example.com/",
    "ftp://hooks.example.com/",
    "file:///etc/passwd",
    "https://user:secret@hooks.example.com/",
    "https://hooks.example.com/#fragment",
    "https://localhost/",
    "https://intranet/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://api.localhost./",
    "https://127.0.0.1/",
    // The next three are 127.0.0.1 by the URL standard.
    "https://2130706433/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://10.1.0.5/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://100.64.0.1/",
    "https://[::1]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/",
    "http://127.0.0.1:8080/",
  ])("may not be %s", (url) => {
    expect(allowedUrl(url, "public")).toBeUndefined();
  });

  it("may be plain HTTP only to this machine, and only if a developer allows it", () => {
    expect(allowedUrl("http://127.0.0.1:8080/in", "loopback")?.port).toBe("8080");
    expect(allowedUrl("http://[::1]:8080/in", "loopback")?.port).toBe("8080");
    expect(allowedUrl("http://10.0.0.1/", "loopback")).toBeUndefined();
    expect(allowedUrl("http://hooks.example.com/", "loopback")).toBeUndefined();
    expect(allowedUrl("https://127.0.0.1/", "loopback")).toBeUndefined();
  });

  it("never connects to a private address to which its name resolves", () => {
    const url = new URL("https://hooks.example.com/");
    const octet = fc.integer({ min: 0, max: 255 });
    const privateAddress = fc.oneof(
      fc.tuple(octet, octet, octet).map(([b, c, d]) => `10.${b}.${c}.${d}`),
      fc.tuple(octet, octet).map(([c, d]) => `192.168.${c}.${d}`),
      fc.tuple(fc.integer({ min: 16, max: 31 }), octet, octet).map(([b, c, d]) => `172.${b}.${c}.${d}`),
      fc.tuple(octet, octet, octet).map(([b, c, d]) => `127.${b}.${c}.${d}`),
    );
    fc.assert(
      fc.property(privateAddress, (address) => {
        for (const targets of ["public", "loopback"] as const) {
          expect(mayConnect(url, address, targets)).toBe(false);
          expect(mayConnect(url, `::ffff:${address}`, targets)).toBe(false);
        }
      }),
    );
    expect(mayConnect(url, "93.184.215.14", "public")).toBe(true);
  });

  it("is refused if its name resolves to this machine at the time of the call", async () => {
    const sent = post(new URL("https://localhost:9/"), "public", {}, "{}");
    await expect(sent).rejects.toMatchObject({ code: "NOT_PUBLIC" });
  });
});
