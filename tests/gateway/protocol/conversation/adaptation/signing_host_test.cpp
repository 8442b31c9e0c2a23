#include "gateway/protocol/conversation/adaptation/signing_host.h"

#include "catch.h"

using namespace gateway::protocol;

namespace {

Thinking thought(const std::string& text, const std::string& signature, const std::string& encrypted = {})
{
    Thinking thinking;
    thinking.text = text;
    thinking.signature = signature;
    thinking.encrypted = encrypted;
    thinking.origin = Format::Anthropic;
    return thinking;
}

Conversation holding(std::vector<Thinking> thoughts)
{
    Conversation conversation;
    Message message;
    message.role = Role::Assistant;
    for (Thinking& each : thoughts)
        message.parts.push_back({std::move(each), {}});
    message.parts.push_back({Text{"Yes."}, {}});
    conversation.messages.push_back(std::move(message));
    return conversation;
}

} // namespace

TEST_CASE("returns a signature only to the host that issued it")
{
    ModelAnswer answer;
    answer.choices.push_back({});
    answer.choices[0].parts = {{thought("Hm.", "sig"), {}}, {thought({}, {}, "sealed"), {}}};
    HostMarker("one").mark(answer);
    const auto& parts = answer.choices[0].parts;
    const Conversation said = holding({std::get<Thinking>(parts[0].content), std::get<Thinking>(parts[1].content)});
    struct Row {
        const char* host;
        std::size_t parts;
        const char* signature;
        std::size_t losses;
    };
    for (const auto& row : {Row{"one", 3, "sig", 0}, Row{"other", 2, "", 1}, Row{"on", 2, "", 1}, Row{"", 2, "", 1}}) {
        CAPTURE(row.host);
        Losses losses;
        const auto made = withSignaturesOf(row.host, said, losses);
        REQUIRE(made);
        const auto& here = made->messages[0].parts;
        REQUIRE(here.size() == row.parts);
        const auto& first = std::get<Thinking>(here[0].content);
        CHECK(first.text == "Hm.");
        CHECK(first.signature == row.signature);
        CHECK(first.isOfTarget == (row.losses == 0));
        CHECK(losses.list().size() == row.losses);
        if (row.losses == 0)
            CHECK(std::get<Thinking>(here[1].content).encrypted == "sealed");
    }
}

TEST_CASE("removes all host marks from a thought that is both signed and sealed")
{
    const Conversation said = holding({thought("Hm.", "sbh1.one:sig", "sbh1.one:sealed")});
    for (const auto& [host, sealed] : {std::pair{"one", "sealed"}, std::pair{"other", ""}}) {
        Losses losses;
        const auto made = withSignaturesOf(host, said, losses);
        REQUIRE(made);
        CHECK(std::get<Thinking>(made->messages[0].parts[0].content).encrypted == sealed);
    }
}

TEST_CASE("leaves unmarked signatures unchanged")
{
    Losses losses;
    CHECK_FALSE(withSignaturesOf("one", holding({thought("Hm.", "sig")}), losses));
    ModelAnswer answer;
    answer.choices.push_back({});
    answer.choices[0].parts = {{thought("Hm.", "sig"), {}}};
    HostMarker({}).mark(answer);
    CHECK(std::get<Thinking>(answer.choices[0].parts[0].content).signature == "sig");
    CHECK(losses.list().empty());
}

TEST_CASE("marks a signature that arrives in pieces only once")
{
    HostMarker marker("one");
    std::string all;
    for (const int part : {0, 0, 2}) {
        AnswerEvent event = PartGrew{0, part, PartGrew::What::Signature, "x", {}, 0};
        marker.mark(event);
        all += std::get<PartGrew>(event).text + ' ';
    }
    AnswerEvent text = PartGrew{0, 3, PartGrew::What::Text, "x", {}, 0};
    marker.mark(text);
    CHECK(all == "sbh1.one:x x sbh1.one:x ");
    CHECK(std::get<PartGrew>(text).text == "x");
}
