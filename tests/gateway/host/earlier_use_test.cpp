#include "gateway/host/approvals/earlier_use.h"

#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"
#include "gateway/host/approvals/approval_file.h"
#include "gateway/usage/ledger/ledger.h"

#include "catch.h"

#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::host;
using std::chrono::hours;

namespace {

const providers::Catalog& types()
{
    static const auto kLoaded = *providers::Catalog::load();
    return *kLoaded;
}

std::string configurationAt(const std::string& origin)
{
    return R"({"version": 1, "providers": [{"id": "up", "type": "openai-compatible", "base_url": ")" + origin
        + R"(/v1", "keys": [{"name": "main", "secret": "keychain:main"}]}]})";
}

std::vector<providers::SecretUse> usesIn(const std::string& text)
{
    std::vector<config::Issue> issues;
    const auto document = config::Document::parse(text, issues);
    REQUIRE(document);
    return providers::secretUses(document->settings(), types());
}

/// The data folder of an earlier version.
struct EarlierFolder {
    QTemporaryDir folder;
    WallTime began = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now() - hours(48));

    void keep(const std::string& text, hours after) const
    {
        REQUIRE(config::ConfigHistory(config::ConfigHistory::folderIn(folder.path())).keep(text, config::Author::File, began + after));
    }
    void answer(const std::string& provider, int status, hours after) const
    {
        auto record = std::make_shared<usage::ExchangeRecord>();
        record->id = "exchange-" + std::to_string(after.count());
        record->startedAt = began + after;
        record->provider = provider;
        record->status = status;
        usage::Ledger ledger(usage::Ledger::fileIn(folder.path()), [](const Error& error) { FAIL(error.text()); });
        usage::RecordBatch batch;
        batch.push_back(record);
        ledger.write(std::move(batch));
    }
    std::vector<providers::SecretUse> proven(const std::string& text) const { return usedBefore(folder.path(), usesIn(text), types()); }
};

} // namespace

TEST_CASE("approves an address that demonstrably received the same secret in an earlier version")
{
    const std::string known = configurationAt("https://known.example");
    const EarlierFolder earlier;
    earlier.keep(known, hours(1));
    earlier.answer("up", 200, hours(2));
    CHECK(earlier.proven(known) == usesIn(known));
    std::vector<providers::SecretUse> adopted;
    const auto opened = ApprovalFile(earlier.folder.path()).open(usesIn(known), types(), &adopted);
    REQUIRE(opened);
    CHECK(adopted == usesIn(known));
    CHECK(providers::unapproved(usesIn(known), *opened).empty());
    CHECK(ApprovalFile(earlier.folder.path()).read().value() == *opened);
}

TEST_CASE("does not approve an address without proof of earlier use")
{
    const std::string known = configurationAt("https://known.example");
    const std::string foreign = configurationAt("https://foreign.example");
    const EarlierFolder earlier;
    SECTION("no history") {}
    SECTION("configuration stored by a command of this version") { earlier.keep(foreign, hours(1)); }
    SECTION("provider answered but no configuration stored") { earlier.answer("up", 200, hours(2)); }
    SECTION("another address was in force when the provider answered")
    {
        earlier.keep(known, hours(1));
        earlier.answer("up", 200, hours(2));
        earlier.keep(foreign, hours(3));
    }
    SECTION("another provider answered")
    {
        earlier.keep(foreign, hours(1));
        earlier.answer("other", 200, hours(2));
    }
    SECTION("the provider answered with an error")
    {
        earlier.keep(foreign, hours(1));
        earlier.answer("up", 401, hours(2));
    }
    CHECK(earlier.proven(foreign).empty());
}
