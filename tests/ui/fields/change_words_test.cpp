#include "catch.h"
#include "test_language.h"

#include "ui/fields/change_words.h"

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
        {R"({"ui": {"theme": "dark"}})", R"({"ui": {"theme": "light"}})", "Theme", "主题"},
        {R"({"providers": []})", R"({"providers": [{"id": "deepseek"}]})", "provider “deepseek” added", "添加供应商“deepseek”"},
        {R"({"routes": [{"id": "gpt-4.1"}]})", R"({"routes": []})", "route “gpt-4.1” removed", "删除路由“gpt-4.1”"},
        {R"({"routes": [{"id": "gpt-4.1", "enabled": true}]})", R"({"routes": [{"id": "gpt-4.1", "enabled": false}]})", "route “gpt-4.1”: Enabled", "路由“gpt-4.1”：启用"},
        {R"({"providers": [{"id": "a"}, {"id": "b"}]})", R"({"providers": [{"id": "b"}, {"id": "a"}]})", "order of the providers", "供应商的顺序"},
        {R"({"providers": [{"id": "a", "base_url": "https://a"}]})", R"({"providers": [{"id": "a", "base_url": "https://b"}]})", "provider “a”: Base URL", "供应商“a”：Base URL"},
        {R"({"providers": [{"id": "a", "keys": [{"name": "main", "weight": 1}]}]})", R"({"providers": [{"id": "a", "keys": [{"name": "main", "weight": 2}, {"name": "spare"}]}]})",
         "provider “a”: Keys: main, provider “a”: Keys: spare", "供应商“a”：密钥：main、供应商“a”：密钥：spare"},
        {R"({"version": 1})", R"({"version": 2, "usage": {"refresh": {"schedule": "daily"}}})", "format version, refresh of prices and exchange rate", "格式版本、价格与汇率的刷新"},
        {"no JSON", "{}", "the whole file", "整个文件"},
        {R"({"nobody": {"knows": 1}})", R"({"nobody": {"knows": 2}})", "nobody.knows", "nobody.knows"},
        {R"({"consumers": []})", R"({"consumers": [{"name": "a"}, {"name": "b"}, {"name": "c"}, {"name": "d"}]})",
         "consumers “a”, “b”, “c” and 1 more added", "添加调用方“a”“b”“c”及其他 1 个"},
        {R"({"providers": [{"id": "a"}, {"id": "b"}], "routes": [{"id": "r"}, {"id": "s", "targets": [1, 2]}]})", R"({"providers": [], "routes": [{"id": "s", "targets": [2]}]})",
         "providers “a”, “b” removed, route “r” removed, route “s”: Targets", "删除供应商“a”“b”、删除路由“r”、路由“s”：目标"},
        {R"({"routes": [{"id": "r", "enabled": true}, {"id": "s", "enabled": true}]})", R"({"routes": [{"id": "r", "enabled": false}, {"id": "s", "enabled": false}]})",
         "routes “r”, “s”: Enabled", "路由“r”“s”：启用"},
        {R"({"consumers": []})", R"({"consumers": [{"name": "My \"Tool\" <x> & co"}]})", "consumer “My \"Tool\" <x> & co” added", "添加调用方“My \"Tool\" <x> & co”"},
        {R"({"consumers": [{"name": "a\"]b", "keys": [{"name": "k 1", "enabled": true}]}]})", R"({"consumers": [{"name": "a\"]b", "keys": [{"name": "k 1", "enabled": false}]}]})",
         "consumer “a\"]b”: Keys: k 1", "调用方“a\"]b”：密钥：k 1"},
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
