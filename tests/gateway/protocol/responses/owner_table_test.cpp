#include "gateway/protocol/responses/store/owner_table.h"

#include "catch.h"

#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;

TEST_CASE("an ID belongs only to the first caller who claims it")
{
    OwnerTable owners;
    for (const std::string id : {"resp_1", "conv_1", "file-1"}) {
        CAPTURE(id);
        owners.claim(id, "ann", OwnedKind::File);
        owners.claim(id, "bob", OwnedKind::File);
        CHECK(owners.ownerOf(id) == "ann");
        for (const bool isAlone : {true, false}) {
            CHECK(owners.mayUse(id, "ann", isAlone));
            CHECK_FALSE(owners.mayUse(id, "bob", isAlone));
            CHECK_FALSE(owners.mayUse(id, "anonymous", isAlone));
        }
    }
}

TEST_CASE("an ID without a known owner is usable only by a caller who shares the account with nobody")
{
    OwnerTable owners;
    owners.claim("file-1", "ann", OwnedKind::File);
    const std::string tooLong(OwnerTable::kLongestId + 1, 'x');
    owners.claim(tooLong, "ann", OwnedKind::File);
    for (const std::string& id : {std::string("file-2"), std::string(), tooLong}) {
        CHECK_FALSE(owners.ownerOf(id));
        CHECK(owners.mayUse(id, "ann", true));
        CHECK_FALSE(owners.mayUse(id, "ann", false));
    }
}

TEST_CASE("the oldest IDs of a kind make room for new ones of the same kind")
{
    OwnerTable owners;
    std::vector<OwnerChange> changes;
    owners.follow([&](OwnerChange change) { changes.push_back(std::move(change)); });
    owners.claim("file-1", "ann", OwnedKind::File);
    owners.claim("msg_1", "ann", OwnedKind::Item);
    owners.claim("resp_1", "ann", OwnedKind::Response);
    for (std::size_t i = 0; i < OwnerTable::kMost; ++i)
        owners.claim("msg_x" + std::to_string(i), "ann", OwnedKind::Item);
    CHECK_FALSE(owners.ownerOf("msg_1"));
    CHECK(owners.ownerOf("msg_x0") == "ann");
    CHECK(owners.ownerOf("file-1") == "ann");
    CHECK(owners.ownerOf("resp_1") == "ann");
    REQUIRE(changes.size() == OwnerTable::kMost + 4);
    CHECK(changes[0].owner == "ann");
    CHECK(changes[changes.size() - 2].id == "msg_1");
    CHECK_FALSE(changes[changes.size() - 2].owner);
}

TEST_CASE("restoring the table does not notify its observer")
{
    OwnerTable owners;
    std::size_t told = 0;
    owners.follow([&](const OwnerChange&) { ++told; });
    owners.restore({{"file-1", OwnedKind::File, "ann"}, {"msg_1", OwnedKind::Item, "bob"}, {"file-1", OwnedKind::File, "bob"}});
    CHECK(owners.ownerOf("file-1") == "ann");
    CHECK(owners.ownerOf("msg_1") == "bob");
    CHECK(told == 0);
}

TEST_CASE("reports whether anyone else owns an ID")
{
    OwnerTable owners;
    CHECK_FALSE(owners.hasOthersThan("ann"));
    owners.claim("file-0", "bob", OwnedKind::File);
    CHECK(owners.hasOthersThan("ann"));
    CHECK_FALSE(owners.hasOthersThan("bob"));
    for (std::size_t i = 1; i < OwnerTable::kMost; ++i)
        owners.claim("file-" + std::to_string(i), "ann", OwnedKind::File);
    CHECK(owners.hasOthersThan("ann"));
    owners.claim("file-last", "ann", OwnedKind::File); // evicts bob's
    CHECK_FALSE(owners.hasOthersThan("ann"));
    CHECK(owners.hasOthersThan("bob"));
}

TEST_CASE("claims the item IDs of bodies and streams")
{
    OwnerTable owners;
    owners.claim(ownedIdsOf(Json{{"output", Json::array({Json{{"id", "msg_1"}}, Json{{"id", "rs_1"}}, Json{{"type", "message"}}, 3})}}), "ann");
    Text text;
    text.itemId = "msg_2";
    Thinking thinking;
    thinking.id = "rs_2";
    ToolCall call;
    call.itemId = "fc_2";
    for (const Content& content : {Content(text), Content(thinking), Content(call), Content(Opaque{Format::OpenAiResponses, {{"id", "ws_2"}}})})
        owners.claimEvent(PartBegun{0, 0, content}, "bob");
    owners.claimEvent(AnswerBegun{"resp_2", "m", 0, {}}, "bob");
    for (const char* const id : {"msg_1", "rs_1"})
        CHECK(owners.ownerOf(id) == "ann");
    for (const char* const id : {"msg_2", "rs_2", "fc_2", "ws_2", "resp_2"})
        CHECK(owners.ownerOf(id) == "bob");
}
