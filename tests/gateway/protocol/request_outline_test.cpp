#include "gateway/protocol/request_outline.h"

#include "gateway/protocol/body_edit.h"

#include "catch.h"

#include <random>
#include <string>

using namespace gateway;
using namespace gateway::protocol;

namespace {

/// A body followed by the padding that the reader requires.
class Body {
public:
    explicit Body(std::string text) : m_text(std::move(text))
    {
        m_size = m_text.size();
        m_text.append(kJsonPadding, 'x'); // the padding's content must not matter
    }
    std::string_view view() const { return std::string_view(m_text).substr(0, m_size); }

private:
    std::string m_text;
    std::size_t m_size;
};

std::string edited(const BodyEdit& edit)
{
    std::string out(edit.size() + 1, '\x7f'); // one more, which must not be written
    edit.copyTo(out.data());
    CHECK(out.back() == '\x7f');
    out.pop_back();
    return out;
}

} // namespace

TEST_CASE("reads model and stream and include_usage from the raw body")
{
    struct Row {
        const char* body;
        const char* model;
        bool stream;
        bool includeUsage;
        bool messages;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"model":"demo","messages":[]})", "demo", false, false, true},
        {R"({"messages":[{"model":"no"}],"stream":true,"model":"demo"})", "demo", true, false, true},
        {R"({"mod\u0065l":"d\u0065mo \"x\"","stream":false})", "demo \"x\"", false, false, false},
        {R"( { "model" : "a/b" , "stream_options" : { "include_usage" : true } , "stream" : true } )", "a/b", true, true, false},
        {R"({"model":"x","stream":null,"stream_options":null,"messages":[]})", "x", false, false, true},
        {R"({"model":"x","stream_options":{"include_usage":null,"other":[1]}})", "x", false, false, false},
        {"{\"model\":\"\xE9\x80\x9A\xE4\xB9\x89\",\"messages\":[[[]]]}\n", "\xE9\x80\x9A\xE4\xB9\x89", false, false, true},
    }));
    CAPTURE(row.body);
    const Body body(row.body);
    RequestOutlineReader reader;
    const auto request = reader.read(body.view());
    REQUIRE(request);
    CHECK(request->model == row.model);
    CHECK(request->stream == row.stream);
    CHECK(request->includeUsage == row.includeUsage);
    CHECK(request->hasMessages == row.messages);
    BodyEdit untouched(body.view(), *request);
    CHECK(edited(untouched) == body.view());
}

TEST_CASE("names the field that makes a request invalid")
{
    struct Row {
        const char* body;
        const char* param;
    };
    const auto row = GENERATE(values<Row>({
        {"", ""},
        {"   ", ""},
        {"hello", ""},
        {"[]", ""},
        {"\"model\"", ""},
        {"{\"model\":\"demo\"", ""},
        {"{\"model\":\"demo\"}}", ""},
        {"{\"model\":\"demo\"} x", ""},
        {"{\"model\" \"demo\"}", ""},
        {"{\"model\":\"\xFF\xFE\"}", ""},
        {"{}", "model"},
        {R"({"messages":[]})", "model"},
        {R"({"model":""})", "model"},
        {R"({"model":5})", "model"},
        {R"({"model":null})", "model"},
        {R"({"model":["demo"]})", "model"},
        {R"({"model":"a","model":"b"})", "model"},
        {R"({"model":"a","mod\u0065l":"b"})", "model"},
        {R"({"model":"a","stream":"true"})", "stream"},
        {R"({"model":"a","stream":1})", "stream"},
        {R"({"model":"a","stream":true,"stream":false})", "stream"},
        {R"({"model":"a","stream_options":true})", "stream_options"},
        {R"({"model":"a","stream_options":{"include_usage":"yes"}})", "stream_options.include_usage"},
        {R"({"model":"a","messages":"hi"})", "messages"},
    }));
    CAPTURE(row.body);
    const Body body(row.body);
    RequestOutlineReader reader;
    const auto request = reader.read(body.view());
    REQUIRE_FALSE(request);
    CHECK(request.error().kind == ErrorKind::InvalidRequest);
    CHECK(request.error().param == row.param);
    CHECK_FALSE(request.error().text().empty());
}

TEST_CASE("edits leave all other bytes unchanged")
{
    struct Row {
        const char* before;
        void (*edit)(BodyEdit&);
        const char* after;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"n":12345678901234567890,  "model" : "a", "x":[1 , 2]})", [](BodyEdit& e) { e.setModel("b\"c"); },
         R"({"n":12345678901234567890,  "model" : "b\"c", "x":[1 , 2]})"},
        {R"({"model":"a"})", [](BodyEdit& e) { e.setModel("a"); }, R"({"model":"a"})"},
        {R"({"mod\u0065l":"a","z":1})", [](BodyEdit& e) { e.setModel("b"); }, R"({"mod\u0065l":"b","z":1})"},
        {R"({ "model":"a"})", [](BodyEdit& e) { e.askForUsage(); },
         R"({"stream_options":{"include_usage":true}, "model":"a"})"},
        {R"({"model":"a","stream_options":{"x":1}})", [](BodyEdit& e) { e.askForUsage(); },
         R"({"model":"a","stream_options":{"x":1,"include_usage":true}})"},
        {R"({"model":"a","stream_options":{"include_usage":false}})", [](BodyEdit& e) { e.askForUsage(); },
         R"({"model":"a","stream_options":{"include_usage":true}})"},
        {R"({"model":"a","stream_options":null})", [](BodyEdit& e) { e.askForUsage(); },
         R"({"model":"a","stream_options":{"include_usage":true}})"},
        {R"({"model":"a","stream_options":{"x":1e999}})", [](BodyEdit& e) { e.askForUsage(); },
         R"({"model":"a","stream_options":{"include_usage":true}})"},
        {R"({"a":1,"model":"m","b":2,"c":3})", [](BodyEdit& e) { e.remove("a"); }, R"({"model":"m","b":2,"c":3})"},
        {R"({"a":1,"model":"m","b":2,"c":3})", [](BodyEdit& e) { e.remove("c"); }, R"({"a":1,"model":"m","b":2})"},
        {R"({"a":1,"model":"m","b":2,"c":3})", [](BodyEdit& e) { e.remove("b"); e.remove("c"); }, R"({"a":1,"model":"m"})"},
        {R"({"a":1,"model":"m","a":2})", [](BodyEdit& e) { e.remove("a"); }, R"({"model":"m"})"},
        {R"({"model":"m","max_completion_tokens":5})", [](BodyEdit& e) { e.rename("max_completion_tokens", "max_tokens"); },
         R"({"model":"m","max_tokens":5})"},
        {R"({"max_tokens":9,"model":"m","max_completion_tokens":5})",
         [](BodyEdit& e) { e.rename("max_completion_tokens", "max_tokens"); }, R"({"model":"m","max_tokens":5})"},
        {R"({"model":"m"})", [](BodyEdit& e) { e.set("a", "1"); e.rename("a", "b"); }, R"({"b":1,"model":"m"})"},
        {R"({"b":2,"model":"m"})", [](BodyEdit& e) { e.set("a", "1"); e.rename("a", "b"); }, R"({"b":1,"model":"m"})"},
        {R"({"model":"m"})", [](BodyEdit& e) { e.setDefault("temperature", "0.5"); }, R"({"temperature":0.5,"model":"m"})"},
        {R"({"model":"m","temperature":1})", [](BodyEdit& e) { e.setDefault("temperature", "0.5"); },
         R"({"model":"m","temperature":1})"},
        {R"({"model":"m","temperature":1})", [](BodyEdit& e) { e.set("temperature", "0"); }, R"({"model":"m","temperature":0})"},
        {R"({"top_p":1,"model":"m","t\u006Fp_p":2})", [](BodyEdit& e) { e.set("top_p", "3"); }, R"({"top_p":3,"model":"m"})"},
        {R"({"model":"m","max_tokens":60})", [](BodyEdit& e) { e.continueFrom("x", 7); }, R"({"model":"m","max_tokens":60})"},
        {R"({"model":"m"})", [](BodyEdit& e) { e.set("options.seed", "1"); }, R"({"options":{"seed":1},"model":"m"})"},
        {R"({"model":"m","options": {"seed" :1,"top_k":2}})", [](BodyEdit& e) { e.set("options.seed", "3"); },
         R"({"model":"m","options": {"seed":3,"top_k":2}})"},
        {R"({"model":"m","options":[1]})", [](BodyEdit& e) { e.set("options.a.b", "true"); },
         R"({"model":"m","options":{"a":{"b":true}}})"},
        {R"({"model":"m","options.seed":2})", [](BodyEdit& e) { e.set("options.seed", "3"); },
         R"({"model":"m","options.seed":3})"},
        {R"({"model":"m","options":{"seed":1}})", [](BodyEdit& e) { e.setDefault("options.seed", "3"); },
         R"({"model":"m","options":{"seed":1}})"},
        {R"({"model":"m","options":{"seed":1}})", [](BodyEdit& e) { e.setDefault("options.top_k", "3"); },
         R"({"model":"m","options":{"seed":1,"top_k":3}})"},
        {R"({"model":"m","options":{"seed":1,"a":2}})", [](BodyEdit& e) { e.remove("options.seed"); },
         R"({"model":"m","options":{"a":2}})"},
        {R"({"model":"m","options":7})", [](BodyEdit& e) { e.remove("options.seed"); }, R"({"model":"m","options":7})"},
        {R"({"model":"m","max_tokens":5,"x":1})", [](BodyEdit& e) { e.rename("max_tokens", "options.num_predict"); },
         R"({"options":{"num_predict":5},"model":"m","x":1})"},
        {R"({"model":"m","options":{"num_predict":5}})", [](BodyEdit& e) { e.rename("options.num_predict", "max_tokens"); },
         R"({"max_tokens":5,"model":"m","options":{}})"},
        {R"({"model":"m"})", [](BodyEdit& e) { e.rename("options.num_predict", "max_tokens"); }, R"({"model":"m"})"},
    }));
    CAPTURE(row.before);
    const Body body(row.before);
    RequestOutlineReader reader;
    const auto request = reader.read(body.view());
    REQUIRE(request);
    BodyEdit edit(body.view(), *request);
    row.edit(edit);
    CHECK(edited(edit) == row.after);
}

TEST_CASE("continues an answer with the tokens that remain of its limit")
{
    struct Row {
        const char* limits;
        int tokens;
        const char* wanted;
    };
    const auto row = GENERATE(values<Row>({
        {R"("max_tokens":60)", 7, R"("max_tokens":53)"},
        {R"("max_completion_tokens" : 60 )", 7, R"("max_completion_tokens" : 53 )"},
        {R"("max_tokens":7)", 7, R"("max_tokens":1)"},
        {R"("max_tokens":9,"max_completion_tokens":4)", 7, R"("max_tokens":2,"max_completion_tokens":1)"},
        {R"("max_tokens":null)", 7, R"("max_tokens":null)"},
        {R"("max_tokens":6e1)", 7, R"("max_tokens":6e1)"},
        {R"("max_tokens":-1)", 7, R"("max_tokens":-1)"},
        {R"("max_tokens":60)", 0, R"("max_tokens":60)"},
        {R"("n":1)", 7, R"("n":1)"},
    }));
    CAPTURE(row.limits, row.tokens);
    const std::string model = R"({"model":"m","messages":[{"role":"user","content":"hi"})";
    const Body body(model + "]," + row.limits + "}");
    RequestOutlineReader reader;
    const auto request = reader.read(body.view());
    REQUIRE(request);
    BodyEdit edit(body.view(), *request);
    edit.continueFrom("One", row.tokens);
    const auto text = edited(edit);
    CHECK(text.starts_with(model + R"(,{"role":"assistant","content":"One"},{"role":"user")"));
    CHECK(text.ends_with(std::string("}],") + row.wanted + "}"));
    BodyEdit byRule(body.view(), *request); // a limit set by the configuration
    byRule.remove("max_tokens");
    byRule.setDefault("max_tokens", "50");
    byRule.continueFrom("One", 8);
    CHECK(edited(byRule).find(R"("max_tokens":42)") != std::string::npos);
}

TEST_CASE("replaces stream options that are nested very deeply")
{
    std::string deep;
    for (int i = 0; i < 100000; ++i)
        deep += R"({"a":)";
    const Body body(R"({"model":"a","stream":true,"stream_options":)" + deep + "1" + std::string(100000, '}') + "}");
    RequestOutlineReader reader;
    const auto request = reader.read(body.view());
    REQUIRE(request);
    BodyEdit edit(body.view(), *request);
    edit.askForUsage();
    CHECK(edited(edit) == R"({"model":"a","stream":true,"stream_options":{"include_usage":true}})");
}

TEST_CASE("arbitrary bytes never make the reader fail except with an error")
{
    std::mt19937 random(20261120); // NOLINT: the same every time
    const std::string valid =
        R"({"model":"demo","messages":[{"role":"user","content":"h\u00e9llo"}],"stream":true,"stream_options":{"include_usage":true}})";
    RequestOutlineReader reader;
    int read = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string text = valid;
        for (unsigned edits = 1 + random() % 4; edits > 0; --edits)
            text[random() % text.size()] = static_cast<char>(random() % 256);
        if (random() % 4 == 0)
            text.resize(random() % text.size());
        const Body body(text);
        if (const auto request = reader.read(body.view())) {
            ++read;
            BodyEdit edit(body.view(), *request);
            edit.setModel("other");
            edit.askForUsage();
            CHECK_FALSE(edited(edit).empty());
        }
    }
    CHECK(read > 0);
}
