#include "gateway/providers/balance.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/providers/catalog.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::providers;

namespace {

std::shared_ptr<const Catalog> shippedCatalog()
{
    const auto loaded = Catalog::load();
    REQUIRE(loaded);
    return *loaded;
}

} // namespace

// Answers as documented by the vendors. Sources: api-docs.deepseek.com, "Get User Balance"; openrouter.ai, "Get remaining
// credits" and "Get current API key"; platform.moonshot.cn, "查询余额"; docs.siliconflow.cn, "Get user info"; novita.ai, "User
// Balance Info"; can1357/oh-my-pi packages/ai/src/usage/zai.ts; steipete/CodexBar docs/kimi.md. Read 2026-11-22.
TEST_CASE("reads the remaining balance of a key in each provider's format")
{
    struct Row {
        const char* type;
        std::size_t source;
        const char* body;
        std::vector<std::string> balance;
        std::vector<KeyLimit> quotas;
    };
    const auto row = GENERATE(values<Row>({
        {"deepseek", 0,
            R"({"is_available": true, "balance_infos": [{"currency": "CNY", "total_balance": "110.00", "granted_balance": "10.00"},
                {"currency": "USD", "total_balance": "0.5"}]})", {"¥110.00", "$0.50"}, {}},
        {"openrouter", 0, R"({"data": {"total_credits": 100.5, "total_usage": 25.75}})", {"$74.75"}, {}},
        {"openrouter", 1, R"({"data": {"limit": 100, "limit_remaining": 74.5, "usage": 25.5}})", {"$74.50"}, {}},
        {"moonshot", 0, R"({"code": 0, "data": {"available_balance": 49.58894, "voucher_balance": 46.58893}, "status": true})", {"¥49.58894"}, {}},
        {"moonshot-intl", 0, R"({"code": 0, "data": {"available_balance": -1.5}})", {"$-1.50"}, {}},
        {"siliconflow", 0, R"({"code": 20000, "data": {"balance": "0.88", "chargeBalance": "88.00", "totalBalance": "88.88"}})", {"¥88.88"}, {}},
        {"novita", 0, R"({"availableBalance": "1000000", "cashBalance": "800000"})", {"$100.00"}, {}},
        {"zhipu", 0,
            R"({"code": 200, "data": {"limits": [{"type": "TIME_LIMIT", "usage": 100, "currentValue": 21, "remaining": 79, "percentage": 21,
                "nextResetTime": 1767700800000}, {"type": "TOKENS_LIMIT", "percentage": 44.4}]}})",
            {}, {{"TIME_LIMIT", 100, 79, config::parseTimestamp("2026-01-06T12:00:00Z")}, {"TOKENS_LIMIT", 100, 56, {}}}},
        {"zai", 0,
            R"({"code": 200, "data": {"limits": [{"type": "TOKENS_LIMIT", "unit": 3, "number": 5, "percentage": 44},
                {"type": "TOKENS_LIMIT", "unit": 6, "number": 1, "percentage": 7}, {"type": "TIME_LIMIT", "unit": 5, "number": 1, "percentage": 1}]}})",
            {}, {{"TOKENS_LIMIT", 100, 56, {}, "5h"}, {"TOKENS_LIMIT", 100, 93, {}, "week"}, {"TIME_LIMIT", 100, 99, {}}}},
        {"kimi-coding", 0, R"({"limits": [{"window": {"duration": 300, "timeUnit": "TIME_UNIT_MINUTE"}, "detail": {"limit": "200", "remaining": "50"}}]})",
            {}, {{"limits", 200, 50, {}, "5h"}}},
        {"kimi-coding", 0,
            R"({"usage": {"limit": "2048", "used": "214", "remaining": "1834", "resetTime": "2026-01-09T15:23:13.716839300Z"},
                "limits": [{"window": {"duration": 300}, "detail": {"limit": "200", "remaining": "61", "resetTime": "2026-01-06T13:33:02Z"}}]})",
            {}, {{"usage", 2048, 1834, config::parseTimestamp("2026-01-09T15:23:13.716Z")},
                {"limits", 200, 61, config::parseTimestamp("2026-01-06T13:33:02Z")}}},
    }));
    CAPTURE(row.type, row.source);
    const auto known = shippedCatalog();
    const CatalogEntry* const entry = known->find(row.type);
    REQUIRE(entry);
    REQUIRE(row.source < entry->balances.size());
    const auto read = readBalance(entry->balances[row.source], row.body);
    REQUIRE(read);
    std::vector<std::string> balance;
    for (const Money& money : read->balance)
        balance.push_back(toText(money));
    CHECK(balance == row.balance);
    CHECK(read->quotas == row.quotas);
}

TEST_CASE("an answer without a balance is an error and never 0")
{
    const auto known = shippedCatalog();
    for (const char* type : {"deepseek", "openrouter", "moonshot", "siliconflow", "novita", "zhipu", "kimi-coding"})
        for (const char* body : {"", "[]", "{}", "null", R"({"data": null})", R"({"data": {"limits": {}}})", R"({"balance_infos": [{}]})",
                 R"({"data": {"available_balance": "much", "totalBalance": null, "total_credits": 1, "limit_remaining": null}})"}) {
            CAPTURE(type, body);
            const auto read = readBalance(known->find(type)->balances.front(), body);
            CHECK_FALSE(read);
        }
}

TEST_CASE("a catalog entry for balances has either an amount or quotas")
{
    for (const char* wrong : {R"({})", R"({"path": "x", "amount": "a", "currency": "USD"})", R"({"path": "/x", "amount": "a"})",
             R"({"path": "/x", "amount": "a", "currency": "USD", "currency_field": "c"})", R"({"path": "/x", "quotas": ["a"]})",
             R"({"path": "/x", "amount": "a", "currency": "USD", "parts": 0})",
             R"({"path": "/x", "amount": "a", "currency": "USD", "quotas": ["a"], "remaining": "r"})"}) {
        CAPTURE(wrong);
        CHECK_FALSE(balanceSourceOf(parseJson(wrong).value()));
    }
}

TEST_CASE("turns quotas into plan windows")
{
    const WallTime reset{std::chrono::seconds{1'800'000'000}};
    const std::vector<KeyLimit> quotas{{"TOKENS_LIMIT", 200, 50, reset, "5h"}, {"CREDIT_LIMIT", 100, 90, {}, "5h"}, {"TIME_LIMIT", 100, 100, {}},
        {"unknown", {}, 7, {}}, {"none", 0, 0, {}}, {"more than all", 100, 101, {}}};
    CHECK(planWindows(quotas)
        == std::vector<PlanWindow>{{"5h", 75, reset}, {"CREDIT_LIMIT", 10}, {"TIME_LIMIT", 0}, {"more than all", 0}});
}
