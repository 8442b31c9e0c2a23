#include "catch.h"
#include "controls.h"
#include "test_language.h"

#include "ui/fields/forms/field_form.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using gateway::Json;
using ui::fields::FieldForm;

TEST_CASE("settings of a type that are known have fields of their own")
{
    const Language language{"en"};
    FieldForm form("providers[]");
    form.setNames("providers[].settings", {"region", "api_version"});
    form.addField("settings");
    const Json before = Json::parse(R"({"settings": {"region": "eu", "own": "x"}})");
    form.setValues(before);
    CHECK(control<QLineEdit>(form, "value:providers[].settings.region").text() == QStringLiteral("eu"));
    CHECK(control<QLineEdit>(form, "value:providers[].settings.own").text() == QStringLiteral("x")); // kept, though it is not known
    CHECK(form.values(before) == before);
    control<QLineEdit>(form, "value:providers[].settings.api_version").setText(QStringLiteral("2024-06-01"));
    control<QLineEdit>(form, "value:providers[].settings.own").clear();
    CHECK(form.values(before) == Json::parse(R"({"settings": {"region": "eu", "api_version": "2024-06-01"}})"));
    CHECK(control<QLineEdit>(form, "value:providers[].settings.api_version").accessibleName() == QStringLiteral("API version"));
}

TEST_CASE("log levels are chosen for each category")
{
    const Language language{"en"};
    FieldForm form("");
    form.addField("log.rooms");
    const Json before = Json::parse(R"({"log": {"rooms": {"http": "debug"}}})");
    form.setValues(before);
    auto& http = control<QComboBox>(form, "value:log.rooms.http");
    CHECK(http.currentText() == QStringLiteral("debug"));
    CHECK(control<QComboBox>(form, "value:log.rooms.usage").currentText() == QStringLiteral("default"));
    CHECK(form.values(before) == before);
    http.setCurrentIndex(0);
    CHECK(form.values(Json::object()) == Json::object());
}

TEST_CASE("without known names values are entered as lines")
{
    const Language language{"en"};
    FieldForm form("providers[]");
    form.addField("settings");
    CHECK(form.findChild<QPlainTextEdit*>());
}
