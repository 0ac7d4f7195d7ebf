import { redirect } from "next/navigation";

export default async function SpendPage({ params }: { params: Promise<{ org: string }> }) {
  redirect(`/${(await params).org}/spend/usage`);
}
