#include "catch.h"
#include "test_language.h"

#include "ui/fields/field_words.h"

#include "gateway/config/reference.h"

#include <QFile>

using gateway::config::ReferenceField;
using gateway::config::referenceFields;
using ui::fields::FieldWords;

// The help's page "Configuration": every field of the schema with its name in the window.

namespace {

struct Words {
    const char* language;
    const char* title;
    const char* intro;
    const char* top;
    const char* columns;
    const char* range;
    const char* choices;
    const char* comma;
    const char* before; ///< a range, shown after the default
};

constexpr Words kWords[] = {
    {"en", "Configuration",
        "Every field of `~/.config/signalbox/config.json`: its name in the window, what it does, and its default with the values it may have.\n"
        "`[]` is an entry of a list, `NAME` a name of your choice. Settings, Configuration as JSON edits the file; `signalboxd --check-config`\n"
        "names every mistake; `man signalbox-config` (package `signalboxd`) has the same list. Unknown fields are kept and reported.\n",
        "The file", "| Field | In the window | Meaning | Default |\n", "%1 to %2", "; one of ", ", ", ", "},
    {"zh_CN", "配置",
        "`~/.config/signalbox/config.json` 的每个字段：它在窗口中的名称、作用，以及默认值和可用的值。`[]` 表示列表中的一个条目，`NAME` 表示自定的名称。"
        "“设置”的“JSON 配置”可以编辑这个文件；`signalboxd --check-config` 指出每个错误；`man signalbox-config`（软件包 `signalboxd`）有同样的列表，为英文。不认识的字段会保留并报告。\n",
        "文件", "| 字段 | 窗口中的名称 | 作用 | 默认值 |\n", "%1 至 %2", "，可选 ", "、", "，"},
};

QString code(const std::string& text) { return QStringLiteral("`%1`").arg(QString::fromStdString(text)); }

QString cell(QString text) { return text.replace(QLatin1Char('|'), QStringLiteral("\\|")).replace(QLatin1Char('\n'), QLatin1Char(' ')); }

QString valuesOf(const ReferenceField& field, const Words& words)
{
    QStringList choices;
    for (const std::string& choice : field.choices) choices << code(choice);
    QString text = field.preset.empty() ? QString() : code(field.preset);
    if (!choices.isEmpty()) text += (text.isEmpty() ? QString() : QString::fromUtf8(words.choices)) + choices.join(QString::fromUtf8(words.comma));
    if (field.least.empty() || field.most.empty() || field.least == field.most) return text;
    const QString range = QString::fromUtf8(words.range).arg(QString::fromStdString(field.least), QString::fromStdString(field.most));
    return text.isEmpty() ? range : text + QString::fromUtf8(words.before) + range;
}

QString page(const Words& words)
{
    const Language language(words.language);
    const bool isEnglish = std::string_view(words.language) == "en";
    QString text = QStringLiteral("# %1\n\n%2").arg(QString::fromUtf8(words.title), QString::fromUtf8(words.intro));
    std::string section = "none yet";
    for (const ReferenceField& field : referenceFields()) {
        if (field.section != section) {
            section = field.section;
            text += QStringLiteral("\n## %1\n\n").arg(section.empty() ? QString::fromUtf8(words.top) : QString::fromStdString(section)) + QString::fromUtf8(words.columns)
                + QStringLiteral("|---|---|---|---|\n");
        }
        const bool isNamed = FieldWords::find(field.pattern);
        // A field without a form has no name in the window either.
        const QString meaning = isEnglish || !isNamed ? QString::fromStdString(field.description) : FieldWords::sentence(field.pattern);
        text += QStringLiteral("| %1 | %2 | %3 | %4 |\n").arg(code(field.path), cell(isNamed ? FieldWords::name(field.pattern) : QString()), cell(meaning), cell(valuesOf(field, words)));
    }
    return text;
}

QString fileOf(const Words& words) { return QStringLiteral(SIGNALBOX_RESOURCES "/help/%1/configuration.md").arg(QLatin1String(words.language)); }

} // namespace

TEST_CASE("the help lists every field of the configuration")
{
    for (const Words& words : kWords) {
        QFile file(fileOf(words));
        INFO("after a change of a field, its name or its explanation, run: ui_fields_tests \"[.write-reference]\"");
        CAPTURE(words.language);
        REQUIRE(file.open(QIODevice::ReadOnly));
        CHECK(QString::fromUtf8(file.readAll()).toStdString() == page(words).toStdString());
    }
}

TEST_CASE("writes the help's list of fields", "[.write-reference]")
{
    for (const Words& words : kWords) {
        QFile file(fileOf(words));
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(page(words).toUtf8());
    }
}
