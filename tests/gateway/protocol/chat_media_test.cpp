#include "gateway/protocol/chat_media.h"

#include "gateway/protocol/token_estimate.h"

#include "catch.h"

#include <string>

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// A request with these messages, and what was found in it.
struct Found {
    explicit Found(const std::string& messages)
        : text(R"({"model":"m","messages":)" + messages + "}" + std::string(kJsonPadding, 'x'))
    {
        const std::string_view body = std::string_view(text).substr(0, text.size() - kJsonPadding);
        RequestOutlineReader reader;
        const auto request = reader.read(body);
        REQUIRE(request);
        media = mediaOf(*request, body);
        tokens = estimateMessageTokens(*request, body, media);
    }

    std::string text;
    ChatMedia media;
    std::int64_t tokens = 0;
};

std::string withPart(const std::string& part)
{
    return R"([{"role":"user","content":[{"type":"text","text":"What is this?"},)" + part + "]}]";
}

} // namespace

TEST_CASE("finds media in messages by their content parts and not by words in the text")
{
    struct Row {
        std::string messages;
        int images;
        int others;
    };
    const auto row = GENERATE(values<Row>({
        {withPart(R"({"type":"image_url","image_url":{"url":"https://a.example/b.png"}})"), 1, 0},
        {withPart(R"({"type":"image_url","image_url":"data:image/png;base64,AAAA"})"), 1, 0},
        {withPart(R"({"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}})"), 0, 1},
        {withPart(R"({"type":"file","file":{"file_data":"data:application/pdf;base64,AAAA"}})"), 0, 1},
        {withPart(R"({"type":"image_url","image_url":{"url":"a:"}},{"image_url":{"url":"b:"}})"), 2, 0},
        {withPart(R"({"type":"text","text":"image_url"})"), 0, 0},
        {withPart(R"({"type":"text","text":"hi","name":"image_url"})"), 0, 0},
        {withPart(R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}})"), 1, 0},
        {withPart(R"({"type":"document","source":{"type":"url","url":"https://a.example/b.pdf"}})"), 1, 0},
        {withPart(R"({"type":"document","source":{"type":"text","media_type":"text/plain","data":"image"}})"), 0, 0},
        {withPart(R"({"source":{"data":"image","type":"text"},"type":"document"})"), 0, 0},
        {withPart(R"({"type":"document","source":{"type":"content","content":"image"}})"), 0, 0},
        {withPart(R"({"type":"document","source":{"type":"content","content":[{"type":"text","text":"a"}]}})"), 0, 0},
        {withPart(R"({"type":"document","source":{"type":"content","content":[{"type":"image","source":{"type":"base64","data":"AAAA"}}]}})"),
            1, 0},
        {withPart(R"({"type":"search_result","source":"https://a.example","title":"t","content":[{"type":"text","text":"a"}]})"),
            0, 0},
        {withPart(R"({"type":"tool_result","content":[{"type":"search_result","source":"kb-7","content":[]},{"type":"document","source":{"type":"text","data":"a"}}]})"),
            0, 0},
        {withPart(R"({"type":"tool_result","content":[{"type":"image","source":{"type":"url","url":"https://a.example"}}]})"),
            1, 0},
        {R"([{"role":"user","content":"image_url"}])", 0, 0},
        {R"([{"role":"image_url","name":"image_url","content":["image_url",null,7]}])", 0, 0},
        {"[]", 0, 0},
    }));
    CAPTURE(row.messages);
    const Found found(row.messages);
    CHECK(found.media.images == row.images);
    CHECK(found.media.others == row.others);
}

TEST_CASE("does not count media data as text tokens but counts text of any length")
{
    const std::string data(3000000, 'A');
    const auto part = GENERATE_COPY(values<std::string>({
        R"({"type":"image_url","image_url":{"url":"data:image/jpeg;base64,)" + data + R"(","detail":"high"}})",
        R"({"type":"image_url","image_url":")" + data + R"("})",
        R"({"type":"input_audio","input_audio":{"data":")" + data + R"(","format":"wav"}})",
        R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":")" + data + R"("}})",
        R"({"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,)" + data + R"("}})",
    }));
    const Found one(withPart(part));
    CHECK(one.tokens > 1000);
    CHECK(one.tokens < 1200);
    const Found two(withPart(part + "," + part));
    CHECK(two.tokens > 2000);
    CHECK(two.tokens < 2200);
    const Found text(withPart(R"({"type":"text","text":")" + data + R"("})"));
    CHECK(text.tokens > 700000);
    const Found document(withPart(R"({"type":"document","source":{"type":"text","data":")" + data + R"("}})"));
    CHECK(document.tokens > 700000);
}
