#pragma once

#include "gateway/usage/record.h"

#include <string>

namespace gateway::host {

/// Formats the log line of one exchange: "exchange 01J... openai-chat gpt-4o -> deepseek/deepseek-chat 200 stream 2
/// attempts (qwen: 429) 812 ms first 402 ms in 120 out 55". Estimated tokens have a tilde. Never contains a prompt or
/// an answer. Replaces the content of `text`. Any thread.
void makeExchangeLine(const usage::ExchangeRecord& record, std::string& text);

} // namespace gateway::host
