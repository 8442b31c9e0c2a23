#include "gateway/protocol/metering/continued_chunks.h"

#include "catch.h"

#include "gateway/protocol/metering/openai_chat_meter.h"

#include <string>

using namespace gateway::protocol;

namespace {

const ChunkIdentity kFirst{"\"a\"", "17", "\"first\\u002f1\""};

std::string edited(const std::string& stream, std::size_t slice)
{
    ContinuedChunks chunks(kFirst);
    std::string out;
    for (std::size_t i = 0; i < stream.size(); i += slice)
        out += chunks.feed(std::string(stream.substr(i, slice)));
    out += chunks.finish({});
    return out;
}

} // namespace

TEST_CASE("rewrites the chunks of a continuation with the ID and model of the original stream")
{
    struct Row {
        const char* name;
        const char* line;
        const char* wanted;
    };
    const auto row = GENERATE(values<Row>({
        {"all fields present", R"(data: {"id":"b","created":18,"model":"m","choices":[{"index":0,"delta":{"content":"x"}}]})",
            R"(data: {"id":"a","created":17,"model":"first\u002f1","choices":[{"index":0,"delta":{"content":"x"}}]})"},
        {"another order; spaces and numbers stay", R"(data:{ "choices" : [ {"logprobs":[-1.50e-07], "delta":{}} ], "model" : "m" , "id":null, "created":1.0 })",
            R"(data:{ "choices" : [ {"logprobs":[-1.50e-07], "delta":{}} ], "model" : "first\u002f1" , "id":"a", "created":17 })"},
        {"missing fields", R"(data: {"id":"b","choices":[]})", R"(data: {"created":17,"model":"first\u002f1","id":"a","choices":[]})"},
        {"role first", R"(data: {"id":"","created":0,"model":"m","choices":[{"delta":{"role":"assistant","content":""}}]})",
            R"(data: {"id":"a","created":17,"model":"first\u002f1","choices":[{"delta":{"content":""}}]})"},
        {"role last", R"(data: {"id":"","created":0,"model":"m","choices":[{"delta":{"content":"x", "role" : "assistant" }}]})",
            R"(data: {"id":"a","created":17,"model":"first\u002f1","choices":[{"delta":{"content":"x"}}]})"},
        {"only a role", R"(data: {"id":"","created":0,"model":"m","choices":[{"delta":{"role":null}}]})",
            R"(data: {"id":"a","created":17,"model":"first\u002f1","choices":[{"delta":{}}]})"},
        {"an error", R"(data: {"error":{"message":"m"},"id":"b"})", R"(data: {"error":{"message":"m"},"id":"b"})"},
        {"the end", "data: [DONE]", "data: [DONE]"},
        {"not JSON", R"(data: {"id":"b","choices":[)", R"(data: {"id":"b","choices":[)"},
        {"a comment", R"(: {"id":"b","choices":[]})", R"(: {"id":"b","choices":[]})"},
    }));
    const auto* const end = GENERATE("\n\n", "\r\n\r\n", "\r\r", "");
    CAPTURE(row.name);
    const std::string stream = row.line + std::string(end);
    for (std::size_t slice = 1; slice <= stream.size(); ++slice) {
        REQUIRE(edited(stream, slice) == row.wanted + std::string(end));
        REQUIRE(edited("\xEF\xBB\xBF" + stream, slice) == row.wanted + std::string(end)); // not at the start of the stream here
    }
}

TEST_CASE("passes a line that is too long unchanged and edits the next one")
{
    const std::string text(ContinuedChunks::kMaxLine, 'x');
    const std::string longLine = R"(data: {"id":"b","choices":[{"delta":{"content":")" + text + "\"}}]}\n\n";
    const std::string next = R"(data: {"id":"b","created":1,"model":"m","choices":[]})" "\n\n";
    for (const std::size_t slice : {std::size_t{1000}, std::size_t{100000}})
        CHECK(edited(longLine + next, slice)
            == longLine + R"(data: {"id":"a","created":17,"model":"first\u002f1","choices":[]})" "\n\n");
}

TEST_CASE("a meter remembers the ID and model of the stream that the client sees")
{
    OpenAiChatReader reader;
    OpenAiChatMeter first(reader, UsageChunk::Keep);
    first.keepText();
    const std::string stream = R"(data: {"id":"","model":"","choices":[],"prompt_filter_results":[]})" "\n\n"
        R"(data: {"id":"a","created":17,"model":"m","choices":[{"delta":{"role":"assistant","content":"x"}}]})" "\n\n"
        R"(data: {"id":"c","created":19,"model":"n","choices":[{"delta":{"content":"y"}}]})" "\n\n";
    CHECK(first.feed(stream) == stream); // unchanged
    CHECK(first.identity() == ChunkIdentity{"\"a\"", "17", "\"m\""});
    OpenAiChatMeter second(reader, UsageChunk::Keep);
    second.keepText();
    second.continueAs(first.identity());
    const std::string more = R"(data: {"id":"b","created":18,"model":"o","choices":[{"delta":{"role":"assistant","content":"z"}}]})";
    std::string out(second.feed(more));
    out += second.finish();
    CHECK(out == R"(data: {"id":"a","created":17,"model":"m","choices":[{"delta":{"content":"z"}}]})");
    CHECK(second.text() == "z");
    CHECK(second.identity() == first.identity());
}
