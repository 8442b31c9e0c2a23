#include "gateway/protocol/conversation/translation/media_text.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"

#include "catch.h"

using namespace gateway::protocol;

TEST_CASE("parses and builds data URLs")
{
    Media media;
    REQUIRE(setUrl(media, "data:image/png;base64,aGk="));
    CHECK(media.mediaType == "image/png");
    CHECK(media.data == "aGk=");
    CHECK(media.url.empty());
    CHECK(urlOf(media) == "data:image/png;base64,aGk=");

    Media link;
    REQUIRE(setUrl(link, "https://example.org/a.png"));
    CHECK(urlOf(link) == "https://example.org/a.png");

    Media withParameter;
    REQUIRE(setUrl(withParameter, "data:text/plain;charset=utf-8;base64,aGk="));
    CHECK(withParameter.mediaType == "text/plain");
}

TEST_CASE("rejects a data URL that is not base64")
{
    const auto url =
        GENERATE(as<std::string>(), "data:image/png,abc", "data:image/png;base64,a", "data:image/png;base64,",
            "data:image/png;base64,a===", "data:image/png;base64,ab c", "data:image/png;base64", "data:;base64,a_b-");
    CAPTURE(url);
    Media media;
    CHECK_FALSE(setUrl(media, url));
}

TEST_CASE("turns a plain text file into text")
{
    struct Row {
        const char* mediaType;
        const char* name;
        const char* expected; ///< null: not plain text
    };
    const auto row = GENERATE(values<Row>({
        {"text/plain", "", "hi"},
        {"text/markdown", "a.md", "Document: a.md\n\nhi"},
        {"application/json", "", "hi"},
        {"application/pdf", "a.pdf", nullptr},
        {"", "a.txt", nullptr},
    }));
    CAPTURE(row.mediaType);
    Media media;
    media.kind = Media::Kind::File;
    media.data = "aGk=";
    media.mediaType = row.mediaType;
    media.name = row.name;
    CHECK(plainText(media) == (row.expected ? std::optional<std::string>(row.expected) : std::nullopt));
    media.data.clear();
    media.url = "https://example.org/a.txt";
    CHECK_FALSE(plainText(media));
}

TEST_CASE("converts between effort and thinking budget")
{
    for (const char* effort : {"none", "minimal", "low", "medium", "high", "xhigh"})
        CHECK(effortOf(budgetOf(effort)) == effort);
    CHECK(effortOf(31999) == "xhigh");
    CHECK(effortOf(1'000'000) == "xhigh");
    CHECK(budgetOf("max") > budgetOf("xhigh"));
    Reasoning off;
    off.enabled = false;
    CHECK(effortOf(off) == "none");
    CHECK(budgetOf(off) == 0);
    CHECK(budgetOf(Reasoning{}) == -1);
    CHECK(effortOf(Reasoning{}).empty());
}
