#include "catch.h"
#include "test_language.h"

#include "ui/fields/change_words.h"
#include "ui/fields/field_words.h"

#include "gateway/config/settings/route_settings.h"

#include <QCoreApplication>

using gateway::config::changedParts;
using ui::fields::ChangeWords;

TEST_CASE("describes configuration changes in the words of the forms")
{
    struct Row {
        const char* before;
        const char* after;
        const char* english;
        const char* chinese;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"ui": {"theme": "dark"}})", R"({"ui": {"theme": "light"}})", "“Theme” changed", "更改“主题”"},
        {R"({"providers": []})", R"({"providers": [{"id": "deepseek"}]})", "provider “deepseek” added", "添加供应商“deepseek”"},
        {R"({"routes": [{"id": "gpt-4.1"}]})", R"({"routes": []})", "route “gpt-4.1” removed", "移除路由“gpt-4.1”"},
        {R"({"routes": [{"id": "gpt-4.1", "enabled": true}]})", R"({"routes": [{"id": "gpt-4.1", "enabled": false}]})", "“Enabled” of route “gpt-4.1” changed", "更改路由“gpt-4.1”的“启用”"},
        {R"({"providers": [{"id": "a"}, {"id": "b"}]})", R"({"providers": [{"id": "b"}, {"id": "a"}]})", "order of the providers changed", "调整供应商的顺序"},
        {R"({"providers": [{"id": "a", "base_url": "https://a"}]})", R"({"providers": [{"id": "a", "base_url": "https://b"}]})", "“Base URL” of provider “a” changed", "更改供应商“a”的“Base URL”"},
        {R"({"providers": [{"id": "a", "keys": [{"name": "main", "weight": 1}]}]})", R"({"providers": [{"id": "a", "keys": [{"name": "main", "weight": 2}, {"name": "spare"}]}]})",
         "“Keys: main” of provider “a” changed, “Keys: spare” of provider “a” changed", "更改供应商“a”的“密钥：main”、更改供应商“a”的“密钥：spare”"},
        {R"({"version": 1})", R"({"version": 2, "usage": {"refresh": {"schedule": "daily"}}})", "format version changed, refresh of prices and exchange rate changed", "更改格式版本、更改价格与汇率的刷新"},
        {"no JSON", "{}", "the whole file changed", "更改整个文件"},
        {R"({"nobody": {"knows": 1}})", R"({"nobody": {"knows": 2}})", "“nobody.knows” changed", "更改“nobody.knows”"},
        {R"({"consumers": []})", R"({"consumers": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}]})",
         "consumers “a”, “b”, “c” and 1 more added", "添加调用方“a”“b”“c”及其他 1 个"},
        {R"({"providers": [{"id": "a"}, {"id": "b"}], "routes": [{"id": "r"}, {"id": "s", "targets": [1, 2]}]})", R"({"providers": [], "routes": [{"id": "s", "targets": [2]}]})",
         "providers “a”, “b” removed, route “r” removed, “Targets” of route “s” changed", "移除供应商“a”“b”、移除路由“r”、更改路由“s”的“目标”"},
        {R"({"routes": [{"id": "r", "enabled": true}, {"id": "s", "enabled": true}]})", R"({"routes": [{"id": "r", "enabled": false}, {"id": "s", "enabled": false}]})",
         "“Enabled” of routes “r”, “s” changed", "更改路由“r”“s”的“启用”"},
        {R"({"consumers": []})", R"({"consumers": [{"name": "My \"Tool\" <x> & co"}]})", "consumer “My \"Tool\" <x> & co” added", "添加调用方“My \"Tool\" <x> & co”"},
        {R"({"consumers": [{"name": "a\"]b", "keys": [{"name": "k 1", "enabled": true}]}]})", R"({"consumers": [{"name": "a\"]b", "keys": [{"name": "k 1", "enabled": false}]}]})",
         "“Keys: k 1” of consumer “a\"]b” changed", "更改调用方“a\"]b”的“密钥：k 1”"},
        {R"({"policies": {"limits": [{"name": "a", "requests": 1}]}})", R"({"policies": {"limits": [{"name": "a", "requests": 1}, {"name": "b", "requests": 1}]}})", "limit “b” added", "添加限额“b”"},
        {R"({"policies": {"limits": [{"name": "a", "enabled": true}]}})", R"({"policies": {"limits": [{"name": "a", "enabled": false}]}})", "“Enabled” of limit “a” changed", "更改限额“a”的“启用”"},
        {R"({"failures": {"rules": []}})", R"({"failures": {"rules": [{"id": "plan \"A\""}]}})", "failure rule “plan \"A\"” added", "添加失败规则“plan \"A\"”"},
        {R"({"version": 1, "routes": []})", R"({"$schema": "s", "version": 1, "routes": [{"id": "a"}]})", "route “a” added", "添加路由“a”"},
    }));
    CAPTURE(row.english);
    const auto parts = changedParts(row.before, row.after);
    {
        const Language language("en");
        CHECK(ChangeWords::of(parts, 3).toStdString() == row.english);
    }
    const Language language("zh_CN");
    CHECK(ChangeWords::of(parts, 3).toStdString() == row.chinese);
}

TEST_CASE("says in a sentence what a change did, and what is different after undo and redo")
{
    using Step = ChangeWords::Step;
    const auto parts = changedParts(R"({"providers": [{"id": "a"}, {"id": "b"}], "usage": {"budgets": [1]}, "routes": []})",
        R"({"providers": [], "usage": {"budgets": [2]}, "routes": [{"id": "r"}]})");
    {
        const Language language("en");
        CHECK(ChangeWords::sentence(parts, 3, Step::Done).toStdString() == "Providers “a”, “b” removed, budgets changed, route “r” added.");
        CHECK(ChangeWords::sentence(parts, 3, Step::Undone).toStdString() == "Undone: providers “a”, “b” restored, budgets changed, route “r” removed.");
        CHECK(ChangeWords::sentence(parts, 3, Step::Redone).toStdString() == "Redone: providers “a”, “b” removed, budgets changed, route “r” added.");
    }
    const Language language("zh_CN");
    CHECK(ChangeWords::sentence(parts, 3, Step::Done).toStdString() == "已移除供应商“a”“b”、更改预算、添加路由“r”。");
    CHECK(ChangeWords::sentence(parts, 3, Step::Undone).toStdString() == "已撤销：恢复供应商“a”“b”、更改预算、移除路由“r”。");
    CHECK(ChangeWords::sentence(parts, 3, Step::Redone).toStdString() == "已重做：移除供应商“a”“b”、更改预算、添加路由“r”。");
}

TEST_CASE("changes name an entry as the lists show it")
{
    const Language language("en");
    const auto nameOf = [](std::string_view list, const std::string& id) { return QString::fromStdString(list == "providers" && id == "deepseek" ? "DeepSeek" : id); };
    const auto parts = changedParts(R"({"providers": [{"id": "deepseek"}, {"id": "b", "enabled": true}], "routes": []})", R"({"providers": [{"id": "b", "enabled": false}], "routes": [{"id": "deepseek"}]})");
    CHECK(ChangeWords::of(parts, 3, ChangeWords::Step::Done, nameOf).toStdString() == "provider “DeepSeek” removed, “Enabled” of provider “b” changed, route “deepseek” added");
    CHECK(ChangeWords::sentence(parts, 1, ChangeWords::Step::Undone, nameOf).toStdString() == "Undone: provider “DeepSeek” restored and 2 more.");
    CHECK(ChangeWords::of(parts, 1).toStdString() == "provider “deepseek” removed and 2 more");
}

TEST_CASE("a failure class has one name in forms and in sentences")
{
    for (const char* code : {"en", "zh_CN"}) {
        const Language language(code);
        for (std::size_t i = 0; i < gateway::config::kFailureClasses; ++i) {
            const auto failure = static_cast<gateway::config::FailureClass>(i);
            CAPTURE(code, std::string(gateway::config::toText(failure)));
            CHECK(ui::fields::FieldWords::value("fallback.on", gateway::config::toText(failure)).toStdString()
                == QCoreApplication::translate("Error", gateway::config::markedWords(failure)).toStdString());
        }
    }
}
