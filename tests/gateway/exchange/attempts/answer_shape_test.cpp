#include "gateway/exchange/attempts/answer_kind.h"
#include "gateway/exchange/attempts/answer_shape.h"
#include "gateway/exchange/attempts/answer_verdict.h"
#include "gateway/protocol/metering/openai_chat_meter.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using protocol::Format;

namespace {

http::ResponseHead answerHead(int status, const char* type)
{
    http::ResponseHead made;
    made.status = status;
    if (*type != '\0')
        made.headers.add("content-type", type);
    return made;
}

} // namespace

TEST_CASE("the response head determines how an answer is read")
{
    struct Row { const char* name; Format client; Format target; bool asksForStream; int status; const char* type; bool isStream; bool mayBeGathered; bool isTranslated; };
    const auto row = GENERATE(values<Row>({
        {"a stream", Format::OpenAiChat, Format::OpenAiChat, true, 200, "text/event-stream; charset=utf-8", true, false, false},
        {"a complete answer to a stream request", Format::OpenAiChat, Format::OpenAiChat, true, 200, "application/json", false, false, false},
        {"an unrequested stream", Format::OpenAiChat, Format::OpenAiChat, false, 200, "Text/Event-Stream", false, true, false},
        {"rejected stream", Format::OpenAiChat, Format::OpenAiChat, true, 400, "text/event-stream", false, false, false},
        {"another format", Format::Anthropic, Format::OpenAiChat, true, 200, "text/event-stream", true, false, true},
        {"JSON lines", Format::OllamaChat, Format::OllamaChat, true, 200, "application/x-ndjson", true, false, false},
        {"events instead of JSON lines", Format::OllamaChat, Format::OllamaChat, true, 200, "text/event-stream", false, false, false}}));
    CAPTURE(row.name);
    ClientRequest request;
    request.ask.operation = Operation::Converse;
    request.ask.format = row.client;
    request.outline.stream = row.asksForStream;
    Access access;
    access.format = row.target;
    const AnswerShape shape = shapeOf(request, access, answerHead(row.status, row.type), false);
    CHECK(shape.isStream == row.isStream);
    CHECK(shape.hasLines == row.isStream);
    CHECK(shape.mayBeGathered == row.mayBeGathered);
    CHECK(shape.isTranslated() == row.isTranslated);
    CHECK(shape.tellsUsage);
    CHECK(shape.isPlainChat == (row.client == Format::OpenAiChat && row.target == Format::OpenAiChat));
}

TEST_CASE("a passed-through answer may report usage if it is JSON and is a stream if it has events")
{
    struct Row { const char* type; bool isFiltered; bool tellsUsage; bool isStream; };
    const auto row = GENERATE(values<Row>({
        {"application/json; charset=utf-8", false, true, false}, {"application/problem+json", false, true, false}, {"", false, true, false},
        {"audio/mpeg", false, false, false}, {"audio/mpeg", true, true, false}, {"text/event-stream", false, false, true}, {"text/event-stream", true, true, false}}));
    CAPTURE(row.type, row.isFiltered);
    ClientRequest request;
    request.ask.operation = Operation::PassThrough;
    const AnswerShape shape = shapeOf(request, Access(), answerHead(200, row.type), row.isFiltered);
    CHECK(shape.tellsUsage == row.tellsUsage);
    CHECK(shape.isStream == row.isStream);
}

TEST_CASE("buffers only as much of a complete answer as must be read")
{
    constexpr qsizetype kMiB = 1024 * 1024;
    struct Row { const char* name; bool passes; bool tellsUsage; bool mayBeGathered; qsizetype most; };
    const auto row = GENERATE(values<Row>({
        {"passed through", true, true, false, kMiB}, {"passed through unread", true, false, false, 1},
        {"translated", false, true, false, 64 * kMiB}, {"possibly an unrequested stream", false, true, true, 8 * kMiB}}));
    CAPTURE(row.name);
    AnswerShape shape;
    shape.tellsUsage = row.tellsUsage;
    shape.mayBeGathered = row.mayBeGathered;
    CHECK(mayHoldMore(shape, row.most - 1, row.passes));
    CHECK_FALSE(mayHoldMore(shape, row.most, row.passes));
}

TEST_CASE("recognises the beginning of a stream as answer or error or empty")
{
    struct Row { const char* name; const char* bytes; bool hasEnded; StreamBeginning what; };
    const auto row = GENERATE(values<Row>({
        {"text", "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n", false, StreamBeginning::Answer},
        {"no text yet", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n", false, StreamBeginning::Answer},
        {"an end without text", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", true, StreamBeginning::Empty},
        {"the limit reached before any text", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n", true, StreamBeginning::Answer},
        {"filtered", "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"content_filter\"}]}\n\ndata: [DONE]\n\n", true, StreamBeginning::Answer},
        {"truncated", "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n", true, StreamBeginning::Unbegun},
        {"an error", "data: {\"error\":{\"message\":\"Oops\"}}\n\n", false, StreamBeginning::Error},
        {"an error after text", "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\ndata: {\"error\":{\"message\":\"Oops\"}}\n\n", false, StreamBeginning::Answer},
        {"not JSON", "data: <html>\n\n", false, StreamBeginning::NotJson}}));
    CAPTURE(row.name);
    protocol::OpenAiChatReader reader;
    protocol::OpenAiChatMeter meter(reader, protocol::UsageChunk::Keep);
    (void)meter.feed(row.bytes);
    if (row.hasEnded)
        (void)meter.finish();
    CHECK(streamBeginning(meter, row.hasEnded) == row.what);
}

TEST_CASE("classifies a complete chat answer by its content")
{
    struct Row { const char* body; ChatAnswer what; bool says; };
    const auto row = GENERATE(values<Row>({
        {R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})", ChatAnswer::Answer, true},
        {R"({"choices":[{"message":{"content":null,"reasoning_content":"Hm"},"finish_reason":"stop"}]})", ChatAnswer::Answer, true},
        {R"({"choices":[{"message":{"content":""},"finish_reason":"length"}]})", ChatAnswer::Answer, false},
        {R"({"choices":[{"message":{"content":""},"finish_reason":"stop"}]})", ChatAnswer::Empty, false},
        {R"({"choices":[]})", ChatAnswer::Empty, false}, {R"({"error":{"message":"Oops"}})", ChatAnswer::Error, false},
        {R"({"error":{"message":"Oops"},"choices":[{"message":{"content":"Hi"}}]})", ChatAnswer::Error, true},
        {"<html>", ChatAnswer::NotJson, false}}));
    CAPTURE(row.body);
    protocol::OpenAiChatReader reader;
    const protocol::ChatFacts facts = reader.read(row.body);
    CHECK(chatAnswerOf(facts) == row.what);
    CHECK(saysSomething(facts) == row.says);
}
