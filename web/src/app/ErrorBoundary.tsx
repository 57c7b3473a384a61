// SPDX-License-Identifier: Apache-2.0
import { Component, type ReactNode } from "react";
import { Button } from "@/widgets/Button";
import { EmptyNotice } from "@/widgets/Notice";

interface State {
  error: Error | null;
}

/** The last resort: one broken page must not take the whole interface with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <EmptyNotice title="This page broke">
        <code>{error.message}</code>
        <Button onClick={() => this.setState({ error: null })}>Try again</Button>
      </EmptyNotice>
    );
  }
}
