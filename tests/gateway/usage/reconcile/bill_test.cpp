#include "gateway/usage/reconcile/bill.h"

#include "catch.h"

#include <fstream>
#include <sstream>

using namespace gateway;
using namespace gateway::usage;
using Catch::Contains;

namespace {

std::string billFile(const std::string& name)
{
    std::ifstream file(SIGNALBOX_TEST_DATA "/bills/" + name, std::ios::binary);
    REQUIRE(file);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

/// "2026-11-01+0 gpt-5: requests 5, output_tokens 400", a line each.
std::string shown(const Bill& bill)
{
    std::string text;
    for (const BillLine& line : bill.lines) {
        text += line.day.toString(Qt::ISODate).toStdString() + '+' + std::to_string(line.offset_s / 3600) + ' ' + line.model + ':';
        for (std::size_t i = 0; i < kFigures.size(); ++i)
            if (line.figures[i])
                text.append(" ").append(kFigures[i].name).append(" ").append(std::to_string(*line.figures[i]));
        text += '\n';
    }
    return text;
}

} // namespace

TEST_CASE("what providers export is read")
{
    struct Row {
        const char* file;
        const char* format;
        const char* lines;
        const char* note = "";
    };
    const auto row = GENERATE(values<Row>({
        {"openai.csv", "openai", "2026-11-01+0 gpt-5: requests 5 input_tokens 6882 cached_input_tokens 1280 output_tokens 400\n", "1 row was left out: no model is named."},
        {"openai-cost.csv", "openai-cost", "2026-11-01+0 gpt-5: cost_usd 12500000000\n"},
        {"anthropic.csv", "anthropic",
            "2026-11-01+0 claude-sonnet-4-5: input_tokens 1210 cached_input_tokens 88000 cache_write_tokens 340 output_tokens 765\n"},
        {"anthropic-cost.csv", "anthropic-cost", "2026-11-01+0 claude-sonnet-4-5: cost_usd 15000000000\n"},
        {"deepseek-amount.csv", "deepseek",
            "2026-11-01+0 deepseek-v4-flash: requests 735 input_tokens 4628712 cached_input_tokens 102093056 output_tokens 456669\n"},
        {"deepseek-amount-2026.csv", "deepseek", "2026-11-01+8 deepseek-v4-pro: requests 5 output_tokens 23547\n",
            "1 row was left out: it counts \"web_search\"; its cost alone was taken."},
        {"deepseek-cost.csv", "deepseek-cost", "2026-11-01+0 deepseek-v4-flash: cost_cny 7580007000000\n"},
        {"alibaba.csv", "alibaba",
            "2026-11-01+8 qwen-max: input_tokens 12345 cached_input_tokens 40000 output_tokens 3200 cost_cny 98750000000\n"
            "2026-11-01+8 wanx-v1: cost_cny 320000000000\n",
            "1 row was left out: it counts \"image_number\"; its cost alone was taken."},
        {"alibaba-intl.csv", "alibaba-intl", "2026-11-01+8 qwen-plus: input_tokens 1000 output_tokens 2000 cost_usd 2800000000\n"},
    }));
    CAPTURE(row.file);
    const auto bill = readBill(billFile(row.file));
    REQUIRE(bill);
    CHECK(bill->format == row.format);
    CHECK(shown(*bill) == row.lines);
    CHECK((bill->notes.empty() ? "" : bill->notes.front()) == row.note);
}

TEST_CASE("every format of bills has a file here")
{
    for (const std::string& name : billFormatNames()) {
        const std::string file = name == "deepseek" ? "deepseek-amount.csv" : name + ".csv";
        CHECK(readBill(billFile(file), name));
    }
}

TEST_CASE("a file that is no bill says what it should be, and where it is wrong")
{
    struct Row {
        const char* text;
        const char* format;
        std::vector<const char*> words;
    };
    const auto row = GENERATE(values<Row>({
        {"", "", {"The file is empty."}},
        {"day,model\n", "", {"no bill that is known", "deepseek (model, type, price, amount)", "anthropic-cost"}},
        {"a,b\n", "openai", {"no \"openai\"", "start_time, num_model_requests, input_tokens"}},
        {"a,b\n", "vendor", {"no format \"vendor\"", "alibaba"}},
        {"utc_date,model,type,price,amount\nsoon,m,output_tokens,,1\n", "", {"Line 2, column \"utc_date\"", "\"soon\""}},
        {"utc_date,model,type,price,amount\n\n2026-11-01,m,output_tokens,,many\n", "", {"Line 3, column \"amount\"", "a number", "\"many\""}},
        {"utc_date,model,type,price,amount\n2026-11-01,m,output_tokens,,1,2\n", "", {"Line 2", "6 cells under 5 columns. A cell with commas in it has to stand in quotes."}},
        {"utc_date,model,type,price,amount\n2026-11-01,m,output_tokens,,\"6,06,000\"\n", "",
            {"Line 2, column \"amount\"", "a number such as 606000 or \"606,000\"", "not \"6,06,000\""}},
        {"utc_date,model,type,price,amount\n2026-11-01,\"m,output_tokens,,1\n", "", {"Line 2", "a quote is not closed"}},
        {"utc_date,model,wallet_type,cost,currency\n2026-11-01,m,Paid,99999999999,CNY\n", "", {"column \"cost\"", "an amount of money"}},
    }));
    CAPTURE(row.text);
    const auto bill = readBill(row.text, row.format);
    REQUIRE_FALSE(bill);
    CHECK(bill.error().kind == ErrorKind::InvalidRequest);
    for (const char* words : row.words)
        CHECK_THAT(bill.error().message, Contains(words));
}

TEST_CASE("numbers in quotes may be grouped by commas")
{
    const auto amounts = readBill("utc_date,model,type,price,amount\n2026-11-01,m,output_tokens,,\"606,000\"\n2026-11-01,m,output_tokens,,\"1,234,567\"\n");
    REQUIRE(amounts);
    CHECK(shown(*amounts) == "2026-11-01+0 m: output_tokens 1840567\n");
    const auto costs = readBill("utc_date,model,wallet_type,cost,currency\n2026-11-01,m,Paid,\"1,234.5\",CNY\n");
    REQUIRE(costs);
    CHECK(shown(*costs) == "2026-11-01+0 m: cost_cny 1234500000000000\n");
    const auto columns = readBill("start_time,num_model_requests,input_tokens,model\n1793491200,\"1,000\",\"606,000\",m\n");
    REQUIRE(columns);
    CHECK(shown(*columns) == "2026-11-01+0 m: requests 1000 input_tokens 606000\n");
}

TEST_CASE("money of a currency that the ledger has not is told, and not taken for another")
{
    const std::string names = "utc_date,model,wallet_type,cost,currency\n";
    const auto bill = readBill(names + "2026-11-01,m,Paid,1.5,EUR\n2026-11-01,n,Paid,2,USD\n");
    REQUIRE(bill);
    CHECK(shown(*bill) == "2026-11-01+0 n: cost_usd 2000000000000\n");
    CHECK(bill->notes == std::vector<std::string>{"1 row was left out: the cost is in EUR, which the ledger has not."});
    const auto nothing = readBill(names + "2026-11-01,m,Paid,1.5,EUR\n");
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().message == "The file tells nothing that can be compared. 1 row was left out: the cost is in EUR, which the ledger has not.");
}

TEST_CASE("sums that are larger than any bill are refused, and what is taken back is not")
{
    const std::string head = "utc_date,model,wallet_type,cost,currency\n";
    const std::string large = "2026-11-01,m,Paid,900000,CNY\n";
    const auto taken = readBill(head + large + "2026-11-01,m,Paid,-900000.5,CNY\n");
    REQUIRE(taken);
    CHECK(shown(*taken) == "2026-11-01+0 m: cost_cny -500000000000\n");
    for (const std::string& sign : {std::string(), std::string("-")}) {
        std::string text = head;
        for (int i = 0; i < 12; ++i)
            text += "2026-11-01,m,Paid," + sign + "900000,CNY\n";
        const auto bill = readBill(text);
        REQUIRE_FALSE(bill);
        CHECK_THAT(bill.error().message, Contains("column \"cost\"") && Contains("larger than any bill"));
    }
}

TEST_CASE("every format tells the columns by which it is known")
{
    const auto all = billColumns();
    REQUIRE(all.size() == billFormatNames().size());
    for (const BillColumns& columns : all) {
        CAPTURE(columns.format);
        CHECK_FALSE(columns.needed.empty());
        CHECK_FALSE(columns.days.empty());
    }
    CHECK(all.front().needed == std::vector<std::string>{"start_time", "num_model_requests", "input_tokens"});
    CHECK(all.front().days == std::vector<std::string>{"start_time_iso", "start_time"});
    CHECK(all.front().model == "model");
    CHECK(all.front().read == std::vector<std::string>{"input_cached_tokens", "input_cache_write_tokens", "output_tokens"});
}
