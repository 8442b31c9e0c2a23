#pragma once

#include "gateway/core/ids.h"
#include "gateway/core/json/json.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/record.h"

#include <QString>

#include <chrono>
#include <memory>
#include <string>

// Requests whose content is stored, in a ledger on disk.

/// A question in the format of OpenAI's chat, answered by qwen-turbo. Its content is stored for an hour from now on.
inline std::shared_ptr<gateway::usage::ExchangeRecord> capturedRequest(gateway::IdSource& ids, gateway::WallTime at, const std::string& question, const std::string& answer)
{
    using gateway::Json;
    auto record = std::make_shared<gateway::usage::ExchangeRecord>();
    record->startedAt = std::chrono::floor<gateway::Milliseconds>(at);
    record->id = ids.next(record->startedAt);
    record->dialect = "openai-chat";
    record->consumer = "ide";
    record->route = "fast";
    record->askedModel = "served";
    record->provider = "qwen";
    record->model = "qwen-turbo";
    record->status = 200;
    record->outcome = gateway::usage::Outcome::Answered;
    record->attempts.resize(1);
    record->attempts.front().provider = "qwen";
    record->attempts.front().model = "qwen-turbo";
    record->attempts.front().status = 200;
    gateway::usage::Content content;
    content.expiresAt = std::chrono::floor<gateway::Milliseconds>(std::chrono::system_clock::now() + std::chrono::hours(1));
    content.request = gateway::toText(Json{{"model", "served"}, {"messages", Json::array({Json{{"role", "user"}, {"content", question}}})}});
    content.answer = gateway::toText(Json{{"id", "c1"}, {"object", "chat.completion"}, {"model", "qwen-turbo"},
        {"choices", Json::array({Json{{"index", 0}, {"message", {{"role", "assistant"}, {"content", answer}}}, {"finish_reason", "stop"}}})}});
    record->content = std::make_shared<const gateway::usage::Content>(std::move(content));
    return record;
}

/// The same request as it was sent to another target for comparison.
inline std::shared_ptr<gateway::usage::ExchangeRecord> copyOf(gateway::IdSource& ids, const gateway::usage::ExchangeRecord& original, gateway::Money cost)
{
    auto copy = capturedRequest(ids, original.startedAt + gateway::Milliseconds{5}, "as in the original", "another answer");
    copy->shadowOf = original.id;
    copy->route = original.route;
    copy->provider = "deepseek";
    copy->model = "deepseek-chat";
    copy->cost = cost;
    copy->costOrigin = gateway::usage::CostOrigin::Prices;
    return copy;
}

/// Waits until all are in the file.
inline void writeLedger(const QString& file, const gateway::usage::RecordBatch& records)
{
    gateway::usage::Ledger ledger(file, {}); // its destructor waits
    ledger.write(records);
}
