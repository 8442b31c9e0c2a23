#include "gateway/protocol/responses/store/response_store.h"

#include "catch.h"
#include "responses_recorded.h"

#include <map>
#include <string>

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::responses;
using namespace tests;

namespace {

KeptResponse kept(const std::string& id, const std::string& owner = "ann", const std::string& previous = {},
    const std::string& words = "hi")
{
    KeptResponse made;
    made.id = id;
    made.owner = owner;
    made.previousId = previous;
    made.created_s = 7;
    made.input = inputItemsOf(Json{{"input", words}}, id);
    made.response = Json{{"id", id}, {"object", "response"},
        {"output",
            Json::array({Json{{"type", "message"}, {"id", "msg_" + id}, {"role", "assistant"},
                {"content", Json::array({Json{{"type", "output_text"}, {"text", "to " + words}}})}}})}};
    return made;
}

} // namespace

TEST_CASE("returns a response only to its owner")
{
    ResponseStore store;
    store.keep(kept("r1"));
    REQUIRE(store.find("r1", "ann"));
    CHECK(store.find("r1", "ann")->created_s == 7);
    CHECK_FALSE(store.find("r1", "bob"));
    CHECK_FALSE(store.find("r2", "ann"));
    CHECK_FALSE(store.remove("r1", "bob"));
    CHECK_FALSE(store.historyOf("bob").item("msg_r1"));
    CHECK_FALSE(store.historyOf("bob").chain("r1"));
    store.keep(kept("r1", "bob", {}, "taken over"));
    CHECK(store.find("r1", "ann"));
    CHECK_FALSE(store.find("r1", "bob"));
    CHECK(store.remove("r1", "ann"));
    CHECK_FALSE(store.find("r1", "ann"));
    CHECK_FALSE(store.historyOf("ann").item("msg_r1"));
    CHECK(store.count() == 0);
    CHECK(store.bytes() == 0);
}

TEST_CASE("remembers the owner of a response and its items longer than its contents")
{
    ResponseStore store({0, 0}); // stores nothing
    store.keep(kept("r1"));
    CHECK_FALSE(store.find("r1", "ann"));
    for (const char* const id : {"r1", "msg_r1"})
        CHECK(store.owners().ownerOf(id) == "ann");
    store.keep(kept("r1", "bob"));
    CHECK(store.owners().ownerOf("r1") == "ann");

    ResponseStore restored;
    restored.restore(restoredOf(kept("r3")));
    CHECK(restored.remove("r3", "ann"));
    for (const char* const id : {"r3", "msg_r3"})
        CHECK(restored.owners().ownerOf(id) == "ann"); // still has its owner
}

TEST_CASE("an item included in a request does not become the caller's")
{
    ResponseStore store;
    KeptResponse response = kept("r1", "bob");
    response.input = Json::array({Json{{"type", "message"}, {"id", "msg_anns"}, {"role", "user"}, {"content", "hi"}}});
    store.keep(response);
    CHECK_FALSE(store.owners().ownerOf("msg_anns"));
}

TEST_CASE("evicts the least recently used responses first")
{
    ResponseStore store({3, 1 << 20});
    for (const char* id : {"r1", "r2", "r3"})
        store.keep(kept(id));
    CHECK(store.find("r1", "ann"));
    store.keep(kept("r4"));
    CHECK(store.count() == 3);
    CHECK_FALSE(store.find("r2", "ann"));
    CHECK_FALSE(store.historyOf("ann").item("msg_r2"));
    CHECK(store.find("r1", "ann"));

    ResponseStore small({100, 1000});
    for (int i = 0; i < 20; ++i) {
        small.keep(kept("r" + std::to_string(i)));
        CHECK(small.bytes() <= 1000);
    }
    CHECK(small.count() > 0);
    CHECK(small.find("r19", "ann"));
    const std::size_t before = small.count();
    small.keep(kept("large", "ann", {}, std::string(2000, 'x')));
    CHECK_FALSE(small.find("large", "ann"));
    CHECK(small.count() == before);
}

TEST_CASE("prepends a chain of earlier responses to the next request's input")
{
    ResponseStore store;
    store.keep(kept("r1", "ann", "", "one"));
    store.keep(kept("r2", "ann", "r1", "two"));
    KeptHistory history = store.historyOf("ann");
    const auto chain = history.chain("r2");
    REQUIRE(chain);
    CHECK(history.used().size() == 2);
    CHECK(store.chainBytes("r2", "ann") == store.bytes());
    CHECK(store.chainBytes("r1", "ann") < store.bytes());
    CHECK(store.chainBytes("r2", "bob") == 0);
    const Json body = continuedInput(
        *chain, json(R"({"model":"m","previous_response_id":"r2","input":"three","instructions":"new"})"));
    CHECK_FALSE(body.contains("previous_response_id"));
    CHECK(body["instructions"] == "new");
    REQUIRE(body["input"].size() == 5);
    std::string all;
    for (const Json& item : body["input"])
        all += item["content"][0]["text"].get<std::string>() + ';';
    CHECK(all == "one;to one;two;to two;three;");

    CHECK(store.remove("r1", "ann"));
    CHECK(history.chain("r2")); // the store still has it
    const auto broken = store.historyOf("ann").chain("r2");
    REQUIRE_FALSE(broken);
    CHECK(broken.error().kind == ErrorKind::ResponseNotKept);
    CHECK(broken.error().httpStatus() == 400);
    CHECK(broken.error().param == "previous_response_id");

    store.keep(kept("a", "ann", "b"));
    store.keep(kept("b", "ann", "a"));
    CHECK(store.historyOf("ann").chain("a")->size() == 2); // a cycle ends
    CHECK(store.chainBytes("a", "ann") > 0);
}

TEST_CASE("resolves item references by ID")
{
    ResponseStore store;
    store.keep(kept("r1"));
    const Json body =
        json(R"({"input":[{"type":"item_reference","id":"msg_r1"},{"id":"msg_none"},{"role":"user","content":"x"}]})");
    REQUIRE(hasReferences(body));
    KeptHistory history = store.historyOf("ann");
    const Json found = withItems(body, [&](std::string_view id) { return history.item(id); });
    CHECK(history.used() == std::vector<std::string_view>{"r1"});
    CHECK(found["input"][0]["content"][0]["text"] == "to hi");
    CHECK(found["input"][1] == body["input"][1]);
    CHECK(hasReferences(found));
    CHECK_FALSE(hasReferences(json(R"({"input":"x"})")));
    CHECK(store.historyOf("ann").item("msg_r1_in0"));
}

TEST_CASE("lists input items with generated IDs")
{
    const Json items = inputItemsOf(
        json(R"({"input":[{"role":"user","content":"a"},{"type":"function_call_output","call_id":"c","output":"x"},
                          {"type":"message","id":"own","role":"user","content":"b"}]})"),
        "01AB");
    REQUIRE(items.size() == 3);
    CHECK(items[0]["id"] == "msg_01ab_in0");
    CHECK(items[0]["type"] == "message");
    CHECK(items[1]["id"] == "fco_01ab_in1");
    CHECK(items[2]["id"] == "own");

    const Json down = inputItemsList(items, {});
    CHECK(down["object"] == "list");
    CHECK(down["data"].size() == 3);
    CHECK(down["first_id"] == "own");
    CHECK(down["last_id"] == "msg_01ab_in0");
    CHECK(down["has_more"] == false);
    const Json up = inputItemsList(items, {2, true, ""});
    CHECK(up["first_id"] == "msg_01ab_in0");
    CHECK(up["has_more"] == true);
    const Json next = inputItemsList(items, {2, true, "fco_01ab_in1"});
    CHECK(next["data"].size() == 1);
    CHECK(next["first_id"] == "own");
    CHECK(next["has_more"] == false);
    const Json none = inputItemsList(items, {20, true, "unknown"});
    CHECK(none["data"].empty());
    CHECK(none["first_id"].is_null());
    CHECK(deletedResponse("r1") == json(R"({"id":"r1","object":"response","deleted":true})"));
}

TEST_CASE("an observer's changes suffice to restore the store")
{
    constexpr std::int64_t kMonth_s = 30 * 24 * 3600;
    std::map<std::string, std::string> copy;
    ResponseStore store({3, 1 << 20});
    store.follow([&](ResponseChange change) {
        if (change.text.empty())
            CHECK(copy.erase(change.id) == 1);
        else
            copy[change.id] = change.text;
    });
    for (const char* id : {"r1", "r2", "r3", "r4"})
        store.keep(kept(id));
    KeptResponse elsewhere;
    elsewhere.id = "r5";
    elsewhere.owner = "ann";
    elsewhere.provider = "openai";
    elsewhere.key = "main";
    elsewhere.owed = {"01EXCHANGE", "gpt", "alias", "main", "curl", "openai-batches", 40, 900};
    elsewhere.created_s = kMonth_s + 8;
    store.keep(elsewhere);
    CHECK(store.remove("r3", "ann"));
    CHECK(copy.size() == 2); // r1 and r2 were evicted
    CHECK(copy.contains("r4"));

    ResponseStore again;
    again.follow([](const ResponseChange&) { FAIL("what is restored is no news"); });
    for (const auto& [id, text] : copy) {
        auto back = keptResponseOf(text);
        REQUIRE(back);
        again.restore({std::move(*back), text.size()});
    }
    CHECK(again.count() == 2);
    CHECK(again.bytes() == store.bytes());
    REQUIRE(again.find("r4", "ann"));
    CHECK(again.find("r4", "ann")->response == store.find("r4", "ann")->response);
    CHECK(again.historyOf("ann").item("msg_r4"));
    REQUIRE(again.find("r5", "ann"));
    CHECK(again.find("r5", "ann")->isElsewhere());
    CHECK(again.find("r5", "ann")->key == "main");
    const OwedUsage& owed = again.find("r5", "ann")->owed;
    CHECK(owed.exchange == "01EXCHANGE");
    CHECK(owed.model == "gpt");
    CHECK(owed.askedModel == "alias");
    CHECK(owed.route == "main");
    CHECK(owed.client == "curl");
    CHECK(owed.mostInput == 40);
    CHECK(owed.mostOutput == 900);
    REQUIRE(again.owedTo("01EXCHANGE"));
    CHECK(again.owedTo("01EXCHANGE")->id == "r5");
    CHECK_FALSE(again.owedTo("01OTHER"));
    CHECK_FALSE(again.owedTo("")); // as of the others

    store.dropOld(kMonth_s + 8); // the others were created at second 7
    CHECK(copy.size() == 1);
    CHECK(store.find("r5", "ann"));
    std::size_t told = 0;
    store.follow([&](const ResponseChange&) { ++told; });
    store.tellAll();
    CHECK(told == 1);
    store.setLimits({0, 0});
    store.keep(kept("r6"));
    CHECK(store.count() == 0);
    CHECK(told == 1);
    for (const char* text : {"", "[]", "{}", R"({"id":"x"})", R"({"id":"x","response":7})"})
        CHECK_FALSE(keptResponseOf(text));
}

TEST_CASE("hands large evicted responses to a callback that frees them")
{
    std::vector<std::string> freed;
    ResponseStore store({1, 1 << 20});
    store.freeBy([&](const std::shared_ptr<const KeptResponse>& gone) { freed.push_back(gone->id); });
    store.keep(kept("short"));
    store.keep(kept("long", "ann", {}, std::string(ResponseStore::kLong, 'x')));
    store.keep(kept("last"));
    CHECK(freed == std::vector<std::string>{"long"});
}

TEST_CASE("a response stored by a provider has no local turns")
{
    ResponseStore store;
    KeptResponse elsewhere;
    elsewhere.id = "r1";
    elsewhere.owner = "ann";
    elsewhere.provider = "openai";
    store.keep(elsewhere);
    const auto chain = store.historyOf("ann").chain("r1");
    REQUIRE_FALSE(chain);
    CHECK(chain.error().text().find("\"openai\"") != std::string::npos);
    CHECK(chain.error().param == "previous_response_id");
}
