#include "config_fixture.h"

#include "catch.h"

using test::issuesIn;
using test::withTop;

TEST_CASE("reports prices that match no request and invalid dates")
{
    const std::string never = "so this price is never used";
    const std::string future = "is in the future, but the setting takes effect at once; write the date that the value is from";
    struct Row {
        std::string price;
        std::string issue; ///< empty: no issue
    };
    const auto row = GENERATE_COPY(values<Row>({
        {R"("provider": "deepseek", "date": "2026-11-01")", ""},
        {R"("output": 2)", ""},
        {R"("provider": "*")", "provider: must be the id of one provider, " + never + "; leave it out to apply the price to all providers"},
        {R"("provider": "deep*")", "provider: must be the id of one provider, " + never + "; leave it out to apply the price to all providers"},
        {R"("provider": "deepsek")",
            "provider: is not the id of a configured provider, " + never + "; did you mean \"deepseek\"?"},
        {R"("date": "2026-13-01")", "date: is not a date; write one such as 2026-11-01"},
        {R"("date": "yesterday")", "date: is not a date; write one such as 2026-11-01"},
        {R"("date": "2999-01-01")", "date: " + future},
    }));
    CAPTURE(row.price);
    const auto issues = issuesIn(withTop(R"("usage": {"prices": [{"model": "m", "input": 1, )" + row.price + "}]}"));
    CHECK(issues == (row.issue.empty() ? std::vector<std::string>{} : std::vector<std::string>{"warning: usage.prices[0]." + row.issue}));
    const auto ofRate = issuesIn(withTop(R"("usage": {"exchange_rate": {"usd_cny": 7, "date": "2999-01-01"}})"));
    CHECK(ofRate == std::vector<std::string>{"warning: usage.exchange_rate.date: " + future});
}

TEST_CASE("reports budgets that match nobody and duplicate budgets")
{
    const std::string nothing = ", so this budget counts nothing";
    const std::string twice = "error: usage.budgets[1].period: must differ from that of usage.budgets[0], which is for the same provider and consumer; remove one of "
        "them";
    struct Row {
        std::string second; ///< besides a monthly one for everything
        std::string issue; ///< empty: no issue
    };
    const auto row = GENERATE_COPY(values<Row>({
        {R"("period": "day")", ""},
        {R"("period": "month")", twice},
        {R"("currency": "CNY")", twice},
        {R"("provider": "deepseek")", ""},
        {R"("consumer": "anonymous")", ""},
        {R"("provider": "deepsek")", "warning: usage.budgets[1].provider: is not the id of a configured provider" + nothing + "; did you mean \"deepseek\"?"},
        {R"("consumer": "nobody-at-all")", "warning: usage.budgets[1].consumer: is not the name of a configured consumer" + nothing},
        {R"("period": "year", "provider": "deepseek")", "error: usage.budgets[1].period: must be one of \"day\", \"week\" or \"month\", not other text"},
    }));
    CAPTURE(row.second);
    const auto issues = issuesIn(withTop(R"("usage": {"budgets": [{"amount": 20}, {"amount": 3, )" + row.second + "}]}"));
    CHECK(issues == (row.issue.empty() ? std::vector<std::string>{} : std::vector<std::string>{row.issue}));
    CHECK(issuesIn(withTop(R"("usage": {"budgets": [{"amount": 0}]})")).size() == 1);
    CHECK(issuesIn(withTop(R"("usage": {"budgets": [{"period": "day"}]})")) == std::vector<std::string>{"error: usage.budgets[0].amount: is missing"});
}
