"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "./button";

type Props = { text: string; label?: string; shape?: "button" | "symbol" };

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, label = "Copy", shape = "symbol" }: Props) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), 2_000);
  };
  const icon = isCopied ? <Check aria-hidden className="text-allow" /> : <Copy aria-hidden />;
  return (
    <>
      {shape === "symbol" ? (
        <IconButton label={label} size="sm" onClick={() => void copy()}>
          {icon}
        </IconButton>
      ) : (
        <Button icon={icon} onClick={() => void copy()}>
          {isCopied ? "Copied" : label}
        </Button>
      )}
      <span role="status" className="sr-only">
        {isCopied ? "Copied" : ""}
      </span>
    </>
  );
}
