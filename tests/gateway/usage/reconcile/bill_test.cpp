#include "gateway/usage/reconcile/bill.h"

#include "gateway/core/text/joined.h"

#include "catch.h"

#include <QByteArray>
#include <QString>
#include <QStringEncoder>

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

/// "2026-11-01+0 gpt-5: requests 5 output_tokens 400", one line each.
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

TEST_CASE("reads the exports of providers")
{
    struct Row {
        const char* file;
        const char* format;
        const char* lines;
        const char* note = "";
    };
    const auto row = GENERATE(values<Row>({
        {"openai.csv", "openai", "2026-11-01+0 gpt-5: requests 5 input_tokens 6882 cached_input_tokens 1280 output_tokens 400\n", "1 row was skipped: it has no model."},
        {"openai-cost.csv", "openai-cost", "2026-11-01+0 gpt-5: cost_usd 12500000000\n"},
        {"anthropic.csv", "anthropic",
            "2026-11-01+0 claude-sonnet-4-5: input_tokens 1210 cached_input_tokens 88000 cache_write_tokens 340 output_tokens 765 web_searches 0\n"},
        {"anthropic-cost.csv", "anthropic-cost", "2026-11-01+0 claude-sonnet-4-5: cost_usd 15000000000\n"},
        {"anthropic-cost-search.csv", "anthropic-cost", "2026-11-01+0 (no model): cost_usd 50000000000\n"
            "2026-11-01+0 (web search): cost_usd 20000000000\n2026-11-01+0 claude-sonnet-4-5: cost_usd 3600000000\n"},
        {"openai-cost-search.csv", "openai-cost", "2026-11-01+0 gpt-5: cost_usd 28500000000\n2026-11-02+0 (web search): cost_usd 40000000000\n"},
        {"deepseek-amount.csv", "deepseek",
            "2026-11-01+0 deepseek-v4-flash: requests 735 input_tokens 4628712 cached_input_tokens 102093056 output_tokens 456669\n"},
        {"deepseek-amount-2026.csv", "deepseek", "2026-11-01+8 deepseek-v4-pro: requests 5 output_tokens 23547 web_searches 2\n"},
        {"deepseek-cost.csv", "deepseek-cost", "2026-11-01+0 deepseek-v4-flash: cost_cny 7580007000000\n"},
        {"alibaba.csv", "alibaba",
            "2026-11-01+8 qwen-max: input_tokens 12345 cached_input_tokens 40000 output_tokens 3200 cost_cny 98750000000\n"
            "2026-11-01+8 wanx-v1: cost_cny 320000000000\n",
            "1 row was skipped: it counts \"image_number\"; only its cost was used."},
        {"alibaba-intl.csv", "alibaba-intl", "2026-11-01+8 qwen-plus: input_tokens 1000 output_tokens 2000 cost_usd 2800000000\n"},
    }));
    CAPTURE(row.file);
    const auto bill = readBill(billFile(row.file));
    REQUIRE(bill);
    CHECK(bill->format == row.format);
    CHECK(shown(*bill) == row.lines);
    CHECK((bill->notes.empty() ? std::string() : toText(bill->notes.front())) == row.note);
}

TEST_CASE("every bill format has a sample file")
{
    for (const std::string& name : billFormatNames()) {
        const std::string file = name == "deepseek" ? "deepseek-amount.csv" : name + ".csv";
        CHECK(readBill(billFile(file), name));
    }
}

TEST_CASE("explains why a file is not a valid bill and where it is wrong")
{
    struct Row {
        const char* text;
        const char* format;
        std::vector<const char*> words;
    };
    const auto row = GENERATE(values<Row>({
        {"", "", {"The file is empty."}},
        {"PK\x03\x04\x14", "", {"zip archive or a workbook", "save the sheet as CSV"}},
        {"day,model\n", "", {"match no known bill: day, model. Known bills: openai", "deepseek (model, type, price, amount)", "anthropic-cost"}},
        {"a,b\n", "openai", {"is not in format \"openai\"", "start_time, num_model_requests, input_tokens"}},
        {"a,b\n", "vendor", {"Unknown format \"vendor\"", "alibaba"}},
        {"utc_date,model,type,price,amount\nsoon,m,output_tokens,,1\n", "", {"Line 2, column \"utc_date\"", "\"soon\""}},
        {"utc_date,model,type,price,amount\n\n2026-11-01,m,output_tokens,,many\n", "", {"Line 3, column \"amount\"", "a number", "\"many\""}},
        {"utc_date,model,type,price,amount\n\"30 days\",m,output_tokens,,1\n", "", {"Line 2, column \"utc_date\"", "\"30 days\". If the line is not part of the "
        "bill, remove it."}},
        {"start_time,num_model_requests,input_tokens,model\n1793491200,5,100,m\n9999999999999,5,100,m\n", "",
            {"Line 3, column \"start_time\" of the file: expected a date from 2020 to 2099, found \"9999999999999\".", "the seconds since 1970, not milliseconds"}},
        {"start_time,num_model_requests,input_tokens,model\n1793491200000,5,100,m\n", "", {"Line 2, column \"start_time\"", "2020 to 2099", "not milliseconds"}},
        {"start_time,num_model_requests,input_tokens,model\n-5,5,100,m\n", "", {"Line 2, column \"start_time\"", "2020 to 2099, found \"-5\""}},
        {"start_time,num_model_requests,input_tokens,model\n99999999999999999,5,100,m\n", "", {"Line 2, column \"start_time\"", "not milliseconds"}},
        {"utc_date,model,type,price,amount\n1969-12-31,m,output_tokens,,1\n", "", {"Line 2, column \"utc_date\"", "2020 to 2099, found \"1969-12-31\". If the line"}},
        {"utc_date,model,type,price,amount\n2286-11-20,m,output_tokens,,1\n", "", {"Line 2, column \"utc_date\"", "2020 to 2099"}},
        {"utc_date,model,type,price,amount\n20191231,m,output_tokens,,1\n", "", {"2020 to 2099", "a date such as 20261101"}},
        {"start_time,start_time_iso,num_model_requests,input_tokens,model\n-5,,5,100,m\n", "", {"Line 2, column \"start_time\""}},
        {"utc_date,model,wallet_type,cost,currency\n2026-11-01,m,Paid,1,CNY\n2026-11-01,n,Paid\n", "",
            {"Line 3 of the file ends before column \"cost\": it has 3 cells of 5.", "Complete the line, or export the file again."}},
        {"utc_date,model,wallet_type,cost,currency\n2026-11-01,m,Paid,1\n", "", {"Line 2 of the file ends before column \"currency\""}},
        {"utc_date,model,type,price,amount\n2026-11-01,m\n", "", {"Line 2 of the file ends before column \"type\": it has 2 cells"}},
        {"usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n2026-11-01,m,5\n", "", {"Line 2 of the file ends before column \"usage_output_tokens\""}},
        {"start_time,num_model_requests,input_tokens,model\n1793491200,5,100\n1793491200,5,100,m\n", "", {"Line 2 of the file ends before column \"model\": it has 3 cells"}},
        {"utc_date;model;type;price;amount\n2026-11-01;m;output_tokens;;1;2\n", "", {"6 cells but there are 5 columns. A cell that contains semicolons"}},
        {"utc_date,model,type,price,amount\n2026-11-01,m\xFF\xFF,output_tokens,,1\n", "", {"neither UTF-8, UTF-16 with a byte order mark nor GB18030", "Save it as UTF-8", "iconv"}},
        {"\xEF\xBB\xBF" "a\xFF\n", "", {"has the byte order mark of UTF-8, but other content", "Save it as UTF-8"}},
        {"utc_date,model,wallet_type,cost,currency\n2026-11-01,m,Paid,$1,CNY\n", "", {"column \"cost\"", "an amount in CNY", "\"$1\""}},
        {"utc_date,model,wallet_type,cost,currency\n2026-11-01,m,Paid,€1,CNY\n", "", {"column \"cost\"", "an amount of money", "\"€1\""}},
        {"utc_date,model,type,price,amount\n2026-11-01,m,output_tokens,,1,2\n", "", {"Line 2", "6 cells but there are 5 columns. A cell that contains commas must be in quotes."}},
        {"utc_date,model,type,price,amount\n2026-11-01,m,output_tokens,,\"6,06,000\"\n", "",
            {"Line 2, column \"amount\"", "a number such as 606000 or \"606,000\"", "found \"6,06,000\""}},
        {"utc_date,model,type,price,amount\n2026-11-01,\"m,output_tokens,,1\n", "", {"Line 2", "a quote is not closed"}},
        {"utc_date,model,wallet_type,cost,currency\n2026-11-01,m,Paid,99999999999,CNY\n", "", {"column \"cost\"", "an amount of money"}},
    }));
    CAPTURE(row.text);
    const auto bill = readBill(row.text, row.format);
    REQUIRE_FALSE(bill);
    CHECK(bill.error().kind == ErrorKind::InvalidRequest);
    for (const char* words : row.words)
        CHECK_THAT(bill.error().text(), Contains(words));
}

TEST_CASE("skips rows with totals and says so")
{
    struct Row {
        const char* name;
        const char* text;
        const char* lines;
        const char* note = "1 row was skipped: it is a total of other rows.";
    };
    const auto row = GENERATE(values<Row>({
        {"instead of the day", "utc_date,model,wallet_type,cost\n2026-11-01,m,Paid,1\n合计,,,1\n", "2026-11-01+0 m: cost_cny 1000000000000\n"},
        {"before the day", "user_id,utc_date,model,wallet_type,cost\nu,2026-11-01,m,Paid,1\nGrand total:,,,,1\n", "2026-11-01+0 m: cost_cny 1000000000000\n"},
        {"instead of the model", "utc_date,model,wallet_type,cost\n2026-11-01,m,Paid,1\n2026-11-01,小计,Paid,1\n2026-11-01,Sub-Total,Paid,1\n",
            "2026-11-01+0 m: cost_cny 1000000000000\n", "2 rows were skipped: it is a total of other rows."},
        {"of a bill that may have money without a model", "start_time,amount_value,line_item\n1793491200,0.5,\"m, input\"\nTotal,0.5,\n", "2026-11-01+0 m: cost_usd 500000000000\n"},
        {"with its last cells cut off", "utc_date,model,type,price,amount\n2026-11-01,m,output_tokens,,7\n总 计（Token）,7\n", "2026-11-01+0 m: output_tokens 7\n"},
        {"with words around", "Billing Date,Instance ID,Usage,Usage Unit,Pretax Amount\n2026-11-01,k;w;m;input_token;app,7,Token,0.5\n2026年11月合计,,,,0.5\n",
            "2026-11-01+8 m: input_tokens 7 cost_usd 500000000000\n"},
        {"a model whose name only holds the word", "utc_date,model,wallet_type,cost\n2026-11-01,total-recall-7b,Paid,1\n", "2026-11-01+0 total-recall-7b: cost_cny 1000000000000\n", ""},
    }));
    CAPTURE(row.name);
    const auto bill = readBill(row.text);
    REQUIRE(bill);
    CHECK(shown(*bill) == row.lines);
    CHECK((bill->notes.empty() ? std::string() : toText(bill->notes.front())) == row.note);
}

TEST_CASE("takes the day from the first column that contains one")
{
    struct Row {
        const char* name;
        const char* text;
        const char* lines;
    };
    const auto row = GENERATE(values<Row>({
        {"an empty one", "start_time,start_time_iso,num_model_requests,input_tokens,model\n1793491200,,5,100,m\n", "2026-11-01+0 m: requests 5 input_tokens 100\n"},
        {"one of blanks", "start_time,start_time_iso,num_model_requests,input_tokens,model\n1793491200, ,5,100,m\n", "2026-11-01+0 m: requests 5 input_tokens 100\n"},
        {"row by row", "start_time,start_time_iso,num_model_requests,input_tokens,model\n1793491200,,5,100,m\n,2026-11-02T00:00:00+00:00,1,7,m\n",
            "2026-11-01+0 m: requests 5 input_tokens 100\n2026-11-02+0 m: requests 1 input_tokens 7\n"},
        {"both", "start_time,start_time_iso,num_model_requests,input_tokens,model\n1793577600,2026-11-01T00:00:00Z,5,100,m\n", "2026-11-01+0 m: requests 5 input_tokens 100\n"},
        {"none", "start_time,start_time_iso,num_model_requests,input_tokens,model\n, ,5,100,m\n1793491200,,5,100,m\n", "2026-11-01+0 m: requests 5 input_tokens 100\n"},
        {"of money", "start_time,start_time_iso,amount_value,line_item\n1793491200,,0.5,\"m, input\"\n", "2026-11-01+0 m: cost_usd 500000000000\n"},
    }));
    CAPTURE(row.name);
    const auto bill = readBill(row.text);
    REQUIRE(bill);
    CHECK(shown(*bill) == row.lines);
}

TEST_CASE("reports incomplete rows and ignores empty buckets")
{
    struct Row {
        const char* text;
        const char* lines;
        const char* note;
    };
    const auto row = GENERATE(values<Row>({
        {"utc_date,model,wallet_type,cost,currency\n2026-11-01,m,Paid,,CNY\n2026-11-01,n,Paid,1,CNY\n", "2026-11-01+0 n: cost_cny 1000000000000\n", "1 row was skipped: its \"cost\" is empty."},
        {"utc_date,model,type,price,amount\n2026-11-01,m,output_tokens,,\n2026-11-01,n,output_tokens,,1\n", "2026-11-01+0 n: output_tokens 1\n", "1 row was skipped: its \"amount\" is empty."},
        {"start_time,num_model_requests,input_tokens,model\n1793491200,,,m\n1793491200,5,100,n\n", "2026-11-01+0 n: requests 5 input_tokens 100\n", "1 row was skipped: it has no numbers."},
        {"start_time,num_model_requests,input_tokens,model,batch\n1793577600\n1793491200,5,100,n\n", "2026-11-01+0 n: requests 5 input_tokens 100\n", "1 row was skipped: it has no model."},
    }));
    CAPTURE(row.text);
    const auto bill = readBill(row.text);
    REQUIRE(bill);
    CHECK(shown(*bill) == row.lines);
    REQUIRE(bill->notes.size() == 1);
    CHECK(toText(bill->notes.front()) == row.note);
}

TEST_CASE("removes the service tier from the model of a line item")
{
    struct Row {
        const char* item;
        const char* model;
    };
    const auto row = GENERATE(values<Row>({{"gpt-4o-2024-08-06 batch, input", "gpt-4o"}, {"gpt-4o-2024-08-06 Batch, cached input", "gpt-4o"},
        {"gpt-5-mini flex, output", "gpt-5-mini"}, {"gpt-5 priority", "gpt-5"}, {"gpt-4o-2024-08-06, input", "gpt-4o"},
        {"text-embedding-3-small batch", "text-embedding-3-small"}, {"web search tool calls | gpt-5 batch", "gpt-5"},
        {"assistants api | file search", "assistants-api-|-file-search"}, {"my-batch, input", "my-batch"}, {"batch, input", "batch"}}));
    CAPTURE(row.item);
    const auto bill = readBill(std::string("start_time,amount_value,line_item\n1793491200,0.5,\"") + row.item + "\"\n");
    REQUIRE(bill);
    CHECK(shown(*bill) == std::string("2026-11-01+0 ") + row.model + ": cost_usd 500000000000\n");
}

TEST_CASE("reads thousands separators in quoted numbers")
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

TEST_CASE("skips amounts in a currency the ledger does not use and says so")
{
    const std::string names = "utc_date,model,wallet_type,cost,currency\n";
    const auto bill = readBill(names + "2026-11-01,m,Paid,1.5,EUR\n2026-11-01,n,Paid,2,USD\n");
    REQUIRE(bill);
    CHECK(shown(*bill) == "2026-11-01+0 n: cost_usd 2000000000000\n");
    REQUIRE(bill->notes.size() == 1);
    CHECK(toText(bill->notes.front()) == "1 row was skipped: the cost is in EUR, a currency that the ledger does not use.");
    const auto nothing = readBill(names + "2026-11-01,m,Paid,1.5,EUR\n");
    REQUIRE_FALSE(nothing);
    CHECK(nothing.error().text() == "The file contains nothing that can be compared. 1 row was skipped: the cost is in EUR, a currency that the ledger does not use.");
}

TEST_CASE("rejects implausibly large sums and accepts refunds")
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
        CHECK_THAT(bill.error().text(), Contains("column \"cost\"") && Contains("a plausible number"));
    }
}

TEST_CASE("reads a bill that was saved again by a spreadsheet program")
{
    struct Row {
        const char* name;
        const char* text;
        const char* lines;
    };
    const auto row = GENERATE(values<Row>({
        {"semicolons, decimal commas", "utc_date;model;wallet_type;cost;currency\n1.11.2026;m;Paid;\"1.234,5\";CNY\n2026/11/01;m;Paid;0,25;CNY\n",
            "2026-11-01+0 m: cost_cny 1234750000000000\n"},
        {"semicolons, decimal points", "utc_date;model;wallet_type;cost;currency\n2026-11-01;m;Paid;1,234.5;CNY\n2026-11-01;m;Paid;1,234;CNY\n",
            "2026-11-01+0 m: cost_cny 2468500000000000\n"},
        {"semicolons, three decimals", "utc_date;model;wallet_type;cost;currency\n2026-11-01;m;Paid;1,234;CNY\n", "2026-11-01+0 m: cost_cny 1234000000000\n"},
        {"semicolons, three decimals after points", "utc_date;model;wallet_type;cost;currency\n2026-11-01;m;Paid;12.345;CNY\n", "2026-11-01+0 m: cost_cny 12345000000000\n"},
        {"semicolons, grouped integers", "utc_date;model;type;price;amount\n2026-11-01;m;output_tokens;;606,000\n", "2026-11-01+0 m: output_tokens 606000\n"},
        {"semicolons, groups between points", "utc_date;model;type;price;amount\n2026-11-01;m;output_tokens;;1.606.000\n", "2026-11-01+0 m: output_tokens 1606000\n"},
        {"tabs", "utc_date\tmodel\ttype\tprice\tamount\n2026-11-01\tm, n\toutput_tokens\t\t1 606\n", "2026-11-01+0 m: output_tokens 1606\n"},
        {"a line that names the separator", "sep=;\nutc_date;model;type;price;amount\n2026-11-01;m;output_tokens;;7;\n", "2026-11-01+0 m: output_tokens 7\n"},
        {"signs of money", "utc_date,model,wallet_type,cost\n2026-11-01,m,Paid,\"¥1,234.5\"\n2026-11-01,m,Paid,-￥0.5\n2026-11-01,n,Paid,$2\n2026-11-01,n,Paid,(US$0.5)\n"
            "2026-11-01,m,Paid,1 元\n", "2026-11-01+0 m: cost_cny 1235000000000000\n2026-11-01+0 n: cost_usd 1500000000000\n"},
        {"apostrophes", "utc_date;model;wallet_type;cost;currency\n2026-11-01;m;Paid;CNY 1'234.5;CNY\n", "2026-11-01+0 m: cost_cny 1234500000000000\n"},
    }));
    CAPTURE(row.name);
    const auto bill = readBill(row.text);
    REQUIRE(bill);
    CHECK(shown(*bill) == row.lines);
}

TEST_CASE("reads token units of a thousand or ten thousand or a million")
{
    struct Row {
        const char* unit;
        long long tokens;
    };
    const auto row = GENERATE(values<Row>({{"Token", 2}, {"tokens", 2}, {"1K tokens", 2000}, {"KTokens", 2000}, {"\"1,000 tokens\"", 2000}, {"Thousand tokens", 2000},
        {"千tokens", 2000}, {"万tokens", 20000}, {"百万tokens", 2000000}, {"1M tokens", 2000000}, {"M tokens", 2000000}, {"MTokens", 2000000}, {"Million tokens", 2000000}}));
    CAPTURE(row.unit);
    const auto bill = readBill(std::string("Billing Date,Product Name,Instance ID,Billable Item,Usage,Usage Unit,Pretax Amount,Currency\n"
                                           "2026-11-01,Alibaba Cloud Model Studio,text_token;llm-abc;qwen-plus;input_token;app,Input,2,") + row.unit + ",0.0004,USD\n");
    REQUIRE(bill);
    CHECK(shown(*bill) == "2026-11-01+8 qwen-plus: input_tokens " + std::to_string(row.tokens) + " cost_usd 400000000\n");
}

TEST_CASE("reads bills in UTF-16 and explains other encodings")
{
    const std::string text = billFile("alibaba.csv").substr(3); // without the byte order mark
    const QString characters = QString::fromStdString(text);
    QByteArray little("\xFF\xFE");
    QByteArray big("\xFE\xFF");
    for (const QChar c : characters) {
        little.append(static_cast<char>(c.cell())).append(static_cast<char>(c.row()));
        big.append(static_cast<char>(c.row())).append(static_cast<char>(c.cell()));
    }
    const std::string expected = shown(*readBill(text));
    CHECK_FALSE(expected.empty());
    for (const QByteArray& bytes : {little, big}) {
        const auto bill = readBill({bytes.constData(), static_cast<std::size_t>(bytes.size())});
        REQUIRE(bill);
        CHECK(shown(*bill) == expected);
    }
    const auto unmarked = readBill({little.constData() + 2, static_cast<std::size_t>(little.size()) - 2});
    REQUIRE_FALSE(unmarked);
    CHECK_THAT(unmarked.error().text(), Contains("looks like UTF-16 without a byte order mark") && Contains("Save it as UTF-8"));

    QStringEncoder encoder("GB18030");
    const QByteArray chinese = encoder.isValid() ? encoder(characters) : QByteArray("\xCA\xB5\xC0\xFD"); // a part of it
    const auto bill = readBill({chinese.constData(), static_cast<std::size_t>(chinese.size())});
    REQUIRE(bill.has_value() == encoder.isValid());
    if (bill)
        CHECK(shown(*bill) == expected);
    else
        CHECK_THAT(bill.error().text(), Contains("cannot read GB18030 (GBK)"));
}

TEST_CASE("every bill format lists its identifying columns")
{
    const auto all = billColumns();
    REQUIRE(all.size() == billFormatNames().size());
    for (const BillColumns& columns : all) {
        CAPTURE(columns.format);
        CHECK_FALSE(columns.needed.empty());
        CHECK_FALSE(columns.days.empty());
        CHECK(columns.kind.empty() == columns.kinds.empty());
        if (!columns.form.empty()) { // the pattern shows which parts are read
            std::string cell = columns.form;
            cell.replace(cell.find("MODEL"), 5, "m").replace(cell.find("KIND"), 4, columns.kinds.front());
            const auto bill = readBill(gateway::joined(columns.needed) + ',' + columns.days.front() + ",Usage,抵扣前用量\n" + cell + ",Token,1,2026-11-01,7,7\n", columns.format);
            REQUIRE(bill);
            CHECK_THAT(shown(*bill), Contains("2026-11-01+8 m: cache_write_tokens 7 cost_"));
        }
    }
    CHECK(all.front().needed == std::vector<std::string>{"start_time", "num_model_requests", "input_tokens"});
    CHECK(all.front().days == std::vector<std::string>{"start_time_iso", "start_time"});
    CHECK(all.front().model == "model");
    CHECK(all.front().read == std::vector<std::string>{"input_cached_tokens", "input_cache_write_tokens", "output_tokens"});
}
