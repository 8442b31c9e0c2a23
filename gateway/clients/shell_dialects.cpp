#include "shell_dialects.h"

#include "gateway/clients/formats/edit.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace gateway::clients {

namespace {

/// A value with or without quotes, as the last groups of an expression: one of them matches.
QString valuePattern() { return QStringLiteral(R"rx((?:\$?"([^"]*)"|\$?'([^']*)'|([^\s;|,)}#]+)))rx"); }

/// The line number of position `at`, from 1.
int lineAt(QStringView text, qsizetype at) { return static_cast<int>(1 + text.left(at).count(QLatin1Char('\n'))); }

/// `text` with comments from `mark` to the end of the line blanked, at unchanged length.
QString withoutComments(QString text, QChar mark = QLatin1Char('#'))
{
    QChar quote;
    bool isComment = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == QLatin1Char('\n')) {
            isComment = false;
            quote = QChar();
        } else if (isComment) {
            text[i] = QLatin1Char(' ');
        } else if (!quote.isNull()) {
            quote = c == quote ? QChar() : quote;
        } else if (c == QLatin1Char('"') || c == QLatin1Char('\'')) {
            quote = c;
        } else if (c == mark && (i == 0 || text[i - 1].isSpace())) {
            isComment = true;
            text[i] = QLatin1Char(' ');
        }
    }
    return text;
}

std::string lastOf(const QRegularExpressionMatch& match, int first)
{
    for (int group = first; group <= match.lastCapturedIndex(); ++group)
        if (match.capturedStart(group) >= 0)
            return match.captured(group).toStdString();
    return {};
}

/// An expression whose first group is a name, and whose other groups, if any, are those of `valuePattern`.
struct Statement {
    QString pattern;
    bool isUnset = false;
    QRegularExpression::PatternOptions options = QRegularExpression::MultilineOption;
};

void addStatements(ShellFile& file, const QString& text, const std::vector<Statement>& statements)
{
    for (const Statement& statement : statements) {
        auto matches = QRegularExpression(statement.pattern, statement.options).globalMatch(text);
        while (matches.hasNext()) {
            const auto match = matches.next();
            const std::string value = statement.isUnset ? std::string() : lastOf(match, 2);
            const bool isUnset = statement.isUnset || value == "$null";
            file.settings.push_back({match.captured(1).toStdString(), isUnset ? std::string() : value, lineAt(text, match.capturedStart(1)), isUnset});
        }
    }
    std::ranges::stable_sort(file.settings, {}, &ShellSetting::line);
}

void addSources(ShellFile& file, const QString& text, const QString& pattern, ShellSyntax syntax)
{
    auto matches = QRegularExpression(pattern, QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption).globalMatch(text);
    while (matches.hasNext())
        if (std::string word = lastOf(matches.next(), 1); !word.empty())
            file.sourced.push_back({std::move(word), syntax});
}

/// Source: about_Environment_Variables and Environment.SetEnvironmentVariable of Microsoft Learn, read 2026-11-28.
void addPowerShell(ShellFile& file, QString text)
{
    text.replace(QRegularExpression(QStringLiteral("<#.*?#>"), QRegularExpression::DotMatchesEverythingOption), QString());
    text = withoutComments(std::move(text));
    const auto options = QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption;
    const QString item = QStringLiteral(R"rx((?:-(?:Literal)?Path\s+|-Name\s+)?['"]?Env:[\\/]?(\w+)['"]?)rx");
    addStatements(file, text,
        {{QStringLiteral(R"rx(\$\{?env:(\w+)\}?\s*(?:\?\?)?=\s*)rx") + valuePattern(), false, options},
            {QStringLiteral(R"rx(SetEnvironmentVariable\(\s*['"](\w+)['"]\s*,\s*)rx") + valuePattern(), false, options},
            {QStringLiteral(R"rx((?:^|[;{|]\s*|\s)(?:Set-Item|New-Item|Set-Content|si|ni|sc)\s+(?:-Force\s+)?)rx") + item + QStringLiteral(R"rx(\s+(?:-Force\s+)?(?:-Value\s+)?)rx") + valuePattern(), false, options},
            {QStringLiteral(R"rx((?:^|[;{|]\s*|\s)(?:Remove-Item|ri|rm|del)\s+(?:-Force\s+)?)rx") + item, true, options}});
    text.replace(QLatin1String("$PSScriptRoot"), QLatin1String("$(dirname)"));
    addSources(file, text, QStringLiteral(R"rx((?:"([^"]+\.ps1)"|'([^']+\.ps1)'|([^\s;(){}|'"]+\.ps1))\s*)rx"), ShellSyntax::PowerShell);
    addSources(file, text, QStringLiteral(R"rx(^\s*\.\s+(?:"([^"]+)"|'([^']+)'|([^\s;]+)))rx"), ShellSyntax::PowerShell);
    // "Get-ChildItem FOLDER -Filter *.ps1": all such files in that folder
    addSources(file, text, QStringLiteral(R"rx((?:Get-ChildItem|gci|ls|dir)\s+(?:-(?:Literal)?Path\s+)?(?:"([^"*]+)"|'([^'*]+)'|([^\s;(){}|'"*-][^\s;(){}|'"*]*)))rx"), ShellSyntax::PowerShell);
}

/// The pairs of a Nushell record, where `text` begins after "{".
void addRecord(ShellFile& file, const QString& whole, qsizetype begin)
{
    static const QRegularExpression pair(QStringLiteral(R"rx(\G[\s,]*["']?(\w+)["']?\s*:\s*)rx") + valuePattern());
    for (auto match = pair.match(whole, begin); match.hasMatch(); match = pair.match(whole, match.capturedEnd()))
        file.settings.push_back({match.captured(1).toStdString(), lastOf(match, 2), lineAt(whole, match.capturedStart(1)), false});
}

/// Source: nushell.sh, Environment, read 2026-11-28.
void addNushell(ShellFile& file, QString text)
{
    text = withoutComments(std::move(text));
    static const QRegularExpression record(QStringLiteral(R"rx((?:load-env|with-env)\s*\(?\s*\{)rx"));
    for (auto records = record.globalMatch(text); records.hasNext();)
        addRecord(file, text, records.next().capturedEnd());
    addStatements(file, text,
        {{QStringLiteral(R"rx(\$env\.["']?(\w+)["']?\??\s*(?:\?\?)?=\s*)rx") + valuePattern()},
            {QStringLiteral(R"rx(\blet-env\s+(\w+)\s*=\s*)rx") + valuePattern()},
            {QStringLiteral(R"rx(\bhide-env\s+(?:-i\s+|--ignore-errors\s+)?(\w+))rx"), true}});
    addSources(file, text, QStringLiteral(R"rx(\bopen\s+(?:--raw\s+|-r\s+)?(?:"([^"]+)"|'([^']+)'|([^\s|)]+))[^\n]*load-env)rx"), ShellSyntax::List);
    addSources(file, text, QStringLiteral(R"rx(^\s*(?:source|source-env|use|overlay use)\s+(?:"([^"]+)"|'([^']+)'|([^\s;]+)))rx"), ShellSyntax::Nushell);
}

void addElvish(ShellFile& file, QString text)
{
    text = withoutComments(std::move(text));
    addStatements(file, text,
        {{QStringLiteral(R"rx(\bset-env\s+(\w+)\s+)rx") + valuePattern()}, {QStringLiteral(R"rx((?:\bset\s+|^\s*)E:(\w+)\s*=\s*)rx") + valuePattern()}, {QStringLiteral(R"rx(\bunset-env\s+(\w+))rx"), true}});
}

void addXonsh(ShellFile& file, QString text)
{
    text = withoutComments(std::move(text));
    addStatements(file, text,
        {{QStringLiteral(R"rx(^\s*\$(\w+)\s*=\s*)rx") + valuePattern()}, {QStringLiteral(R"rx(\benviron\[\s*['"](\w+)['"]\s*\]\s*=\s*)rx") + valuePattern()}, {QStringLiteral(R"rx(^\s*del\s+\$(\w+))rx"), true}});
}

QString unquoted(QStringView text)
{
    text = text.trimmed();
    for (const QChar quote : {QLatin1Char('"'), QLatin1Char('\'')})
        if (text.size() > 1 && text.front() == quote && text.back() == quote)
            return text.mid(1, text.size() - 2).toString();
    return text.toString();
}

void addList(ShellFile& file, const QString& text)
{
    static const QRegularExpression line(QStringLiteral(R"rx(^\s*(?:export\s+|set\s+-x\s+)?([A-Za-z_]\w*)\s*=(.*)$)rx"), QRegularExpression::MultilineOption);
    const QString plain = withoutComments(text);
    for (auto lines = line.globalMatch(plain); lines.hasNext();) {
        const auto match = lines.next();
        file.settings.push_back({match.captured(1).toStdString(), unquoted(match.capturedView(2)).toStdString(), lineAt(plain, match.capturedStart(1)), false});
    }
}

void addPam(ShellFile& file, const QString& text)
{
    static const QRegularExpression line(QStringLiteral(R"rx(^\s*([A-Za-z_]\w*)\s+(?=(?:DEFAULT|OVERRIDE)=)(.*)$)rx"), QRegularExpression::MultilineOption);
    addList(file, text);
    const QString plain = withoutComments(text);
    for (auto lines = line.globalMatch(plain); lines.hasNext();) {
        const auto match = lines.next();
        for (const QString& part : {QStringLiteral("DEFAULT="), QStringLiteral("OVERRIDE=")}) { // the latter takes precedence unless it is
                                                                                                // empty
            const auto value = QRegularExpression(part + valuePattern()).match(match.captured(2));
            if (value.hasMatch())
                file.settings.push_back({match.captured(1).toStdString(), lastOf(value, 1), lineAt(plain, match.capturedStart(1)), false});
        }
    }
}

/// Resolves fish's escapes; several values become one text with spaces.
std::string unescaped(QStringView text)
{
    static constexpr std::array kDigits{std::pair{'x', 2}, std::pair{'u', 4}, std::pair{'U', 8}};
    static constexpr char32_t kNextValue = 0x1e;
    static constexpr char32_t kNoValue = 0x1d;
    QString made;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto digits = text[i] == QLatin1Char('\\') && i + 1 < text.size()
            ? std::ranges::find(kDigits, text[i + 1].toLatin1(), &std::pair<char, int>::first) : kDigits.end();
        bool isNumber = false;
        const char32_t code = digits == kDigits.end() ? 0 : text.mid(i + 2, digits->second).toString().toUInt(&isNumber, 16);
        if (!isNumber) {
            if (text[i] == QLatin1Char('\\') && i + 1 < text.size())
                ++i;
            made += text[i];
            continue;
        }
        i += 1 + digits->second;
        if (code == kNextValue)
            made += QLatin1Char(' ');
        else if (code != kNoValue)
            made += QString::fromUcs4(&code, 1);
    }
    return made.toStdString();
}

void addFishUniversal(ShellFile& file, const QString& text)
{
    static const QRegularExpression line(QStringLiteral(R"rx(^(?:SETUVAR(?:\s+--\w+)*\s+--export(?:\s+--\w+)*\s+|SET_EXPORT:\s*)(\w+):(.*?)\s*$)rx"), QRegularExpression::MultilineOption);
    for (auto lines = line.globalMatch(text); lines.hasNext();) {
        const auto match = lines.next();
        file.settings.push_back({match.captured(1).toStdString(), unescaped(match.capturedView(2)), lineAt(text, match.capturedStart(1)), false});
    }
}

/// An empty setting clears the previous ones.
void addSystemd(ShellFile& file, const QString& text)
{
    static const QRegularExpression setting(QStringLiteral(R"rx(^\s*DefaultEnvironment\s*=(.*)$)rx"), QRegularExpression::MultilineOption);
    static const QRegularExpression pair(QStringLiteral(R"rx("(\w+)=([^"]*)"|'(\w+)=([^']*)'|(\w+)=(?:"([^"]*)"|'([^']*)'|(\S*)))rx"));
    for (auto settings = setting.globalMatch(text); settings.hasNext();) {
        const auto match = settings.next();
        const QString pairs = match.captured(1);
        if (pairs.trimmed().isEmpty())
            file.settings.clear();
        for (auto each = pair.globalMatch(pairs); each.hasNext();) {
            const auto found = each.next();
            int name = 1;
            while (name < 5 && found.capturedStart(name) < 0)
                name += 2;
            file.settings.push_back({found.captured(name).toStdString(), lastOf(found, name + 1), lineAt(text, match.capturedStart(1)), false});
        }
    }
}

std::optional<std::string> plainText(const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number() || value.is_boolean())
        return toText(value);
    return std::nullopt;
}

/// "_.file" and "_.source": a name, a list of them, or tables with "path".
void addMiseFiles(ShellFile& file, const Json& value, ShellSyntax syntax)
{
    if (value.is_string())
        file.sourced.push_back({value.get<std::string>(), syntax});
    else if (value.is_object() && value.contains("path"))
        addMiseFiles(file, value["path"], syntax);
    else if (value.is_array())
        for (const Json& each : value)
            addMiseFiles(file, each, syntax);
}

void addMiseTable(ShellFile& file, const Json& table, const QString& text)
{
    for (const auto& [name, value] : table.items()) {
        if (name == "_" && value.is_object()) {
            for (const auto& [key, syntax] : {std::pair{"file", ShellSyntax::List}, std::pair{"source", ShellSyntax::Shell}})
                if (value.contains(key))
                    addMiseFiles(file, value[key], syntax);
            continue;
        }
        const Json& said = value.is_object() && value.contains("value") ? value["value"] : value;
        const QRegularExpression place(QStringLiteral(R"rx((?:^|[{,.\s])["']?)rx") + QRegularExpression::escape(QString::fromStdString(name)) + QStringLiteral(R"rx(["']?\s*=)rx"), QRegularExpression::MultilineOption);
        const auto match = place.match(text);
        const int line = match.hasMatch() ? lineAt(text, match.capturedEnd()) : 1;
        const auto plain = plainText(said);
        if (said == Json(false))
            file.settings.push_back({name, {}, line, true});
        else if (plain)
            file.settings.push_back({name, *plain, line, false});
    }
}

void addMise(ShellFile& file, std::string_view text)
{
    const auto tree = parseText(Format::Toml, text);
    const auto env = tree && tree->is_object() ? tree->find("env") : Json::const_iterator();
    if (!tree || !tree->is_object() || env == tree->end())
        return;
    const QString whole = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (const Json& table : env->is_array() ? *env : Json::array({*env}))
        if (table.is_object())
            addMiseTable(file, table, whole);
}

} // namespace

void addDialect(ShellFile& file, std::string_view text, ShellSyntax syntax)
{
    const QString whole = syntax == ShellSyntax::Shell || syntax == ShellSyntax::Mise ? QString() : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    switch (syntax) {
    case ShellSyntax::Shell: return;
    case ShellSyntax::List: return addList(file, whole);
    case ShellSyntax::Pam: return addPam(file, whole);
    case ShellSyntax::FishUniversal: return addFishUniversal(file, whole);
    case ShellSyntax::Nushell: return addNushell(file, whole);
    case ShellSyntax::PowerShell: return addPowerShell(file, whole);
    case ShellSyntax::Elvish: return addElvish(file, whole);
    case ShellSyntax::Xonsh: return addXonsh(file, whole);
    case ShellSyntax::Mise: return addMise(file, text);
    case ShellSyntax::Systemd: return addSystemd(file, whole);
    }
}

} // namespace gateway::clients
