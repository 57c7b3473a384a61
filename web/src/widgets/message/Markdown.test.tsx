// SPDX-License-Identifier: Apache-2.0
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { Markdown } from "./Markdown";

it("never creates an element the text asks for", () => {
  const text =
    "<script>alert(1)</script> <img src=x onerror=alert(1)> ![a](https://x.test/a.png) [b](javascript:alert(1)) [c](https://x.test)";
  const { container } = render(<Markdown text={text} />);
  expect(container.querySelectorAll("script, img, iframe, a")).toHaveLength(0);
  expect(container.textContent).toContain("<script>alert(1)</script>");
  expect(container.querySelector("button")?.title).toBe("https://x.test");
});
