#include "notation.h"

#include "gateway/config/fields/place.h"
#include "gateway/core/secret_reference.h"

#include <array>

namespace ui::fields {

using gateway::Json;

namespace {

constexpr QLatin1StringView kEquals(" = ");
constexpr QLatin1StringView kAnd(" & ");

QString qText(const Json& text) { return QString::fromStdString(text.get<std::string>()); }
QString quoted(const std::string& text) { return QString::fromStdString(gateway::toText(Json(text))); }

/// The content of a quoted text; empty if it is not quoted.
std::optional<std::string> unquoted(const QString& text)
{
    if (!text.startsWith(u'"')) return std::nullopt;
    const auto read = gateway::parseJson(text.toStdString());
    return read && read->is_string() ? std::optional(read->get<std::string>()) : std::nullopt;
}

std::string plainText(const QString& text) { return unquoted(text).value_or(text.toStdString()); }

bool isReference(const std::string& text) { return gateway::SecretReference::parse(text).has_value(); }

bool isPlain(const QString& text) { return !text.isEmpty() && text == text.trimmed() && !text.startsWith(u'"') && !text.contains(u'\n'); }

QString lineOf(const Json& value)
{
    if (!value.is_string()) return QString::fromStdString(gateway::toText(value));
    const QString text = qText(value);
    return isPlain(text) ? text : quoted(value.get<std::string>());
}

// "first = second", or only the first part. Quotes keep text together.
std::pair<QString, std::optional<QString>> splitPair(const QString& line)
{
    qsizetype from = 0;
    if (line.startsWith(u'"'))
        for (qsizetype i = 1; i < line.size(); ++i) {
            if (line[i] == u'\\') ++i;
            else if (line[i] == u'"') {
                from = i;
                break;
            }
        }
    const qsizetype at = line.indexOf(u'=', from);
    if (at < 0) return {line.trimmed(), std::nullopt};
    return {line.left(at).trimmed(), line.mid(at + 1).trimmed()};
}

// Splits at " & " outside quotes.
QStringList splitParts(const QString& line)
{
    QStringList parts;
    qsizetype from = 0;
    bool isQuoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (isQuoted && line[i] == u'\\') ++i;
        else if (line[i] == u'"') isQuoted = !isQuoted;
        else if (!isQuoted && QStringView(line).sliced(i).startsWith(kAnd)) {
            parts << line.mid(from, i - from);
            i += kAnd.size() - 1;
            from = i + 1;
        }
    }
    parts << line.mid(from);
    return parts;
}

QString nameLine(const std::string& name)
{
    const QString text = QString::fromStdString(name);
    return isPlain(text) && !text.contains(u'=') && !text.contains(u'&') ? text : quoted(name);
}

// Kinds of values in pairs.
enum class Value { Any, Text, TextOrSecret };

Value valueOf(const Json& schema)
{
    const Json& values = schema["additionalProperties"];
    if (values.contains("anyOf")) return Value::TextOrSecret;
    return values.empty() ? Value::Any : Value::Text;
}

QString valueLine(const Json& value, Value kind)
{
    if (kind == Value::Any) return QString::fromStdString(gateway::toText(value));
    if (value.is_object() && value.contains("secret")) return qText(value["secret"]);
    if (!value.is_string()) return lineOf(value);
    const auto text = value.get<std::string>();
    if (text.empty()) return {};
    return kind == Value::TextOrSecret && isReference(text) ? quoted(text) : lineOf(value);
}

std::optional<Json> valueFrom(const QString& text, Value kind)
{
    if (kind == Value::Any) {
        auto read = gateway::parseJson(text.toStdString());
        return read ? std::optional(std::move(*read)) : std::nullopt;
    }
    if (kind == Value::TextOrSecret && isReference(text.toStdString())) return Json{{"secret", text.toStdString()}};
    return Json(plainText(text));
}

QString matchLine(const Json& match)
{
    const auto isSpecial = [](const QString& text) {
        return !isPlain(text) || text.startsWith(u'~') || text.startsWith(u'*') || text.endsWith(u'*') || text.contains(kAnd);
    };
    const auto part = [&](const char* key) { return match.contains(key) && match[key].is_string() ? std::optional(match[key].get<std::string>()) : std::nullopt; };
    const auto shown = [&](const std::string& text) { return isSpecial(QString::fromStdString(text)) ? quoted(text) : QString::fromStdString(text); };
    if (const auto text = part("regex")) {
        const QString line = QString::fromStdString(*text);
        return u'~' + (isPlain(line) && !line.contains(kAnd) ? line : quoted(*text));
    }
    if (const auto text = part("prefix")) return shown(*text) + u'*';
    if (const auto text = part("suffix")) return u'*' + shown(*text);
    return shown(part("exact").value_or(std::string()));
}

Json matchFrom(const QString& line, bool hasSuffix)
{
    if (line.startsWith(u'~')) return {{"regex", plainText(line.mid(1))}};
    if (unquoted(line)) return {{"exact", *unquoted(line)}};
    if (hasSuffix && line.startsWith(u'*') && line.size() > 1) return {{"suffix", plainText(line.mid(1))}};
    if (line.endsWith(u'*')) return {{"prefix", plainText(line.chopped(1))}};
    return {{"exact", line.toStdString()}};
}

QString namedLine(const Json& group)
{
    QStringList parts;
    const Json all = group.contains("all") ? group["all"] : Json::array({group});
    for (const Json& part : all) {
        const QString name = nameLine(part.value("name", std::string()));
        parts << (part.contains("present") ? name : name + kEquals + matchLine(part));
    }
    return parts.join(kAnd);
}

Json namedFrom(const QString& line)
{
    Json all = Json::array();
    for (const QString& part : splitParts(line)) {
        const auto [name, text] = splitPair(part.trimmed());
        Json one{{"name", plainText(name)}};
        if (text) one.update(matchFrom(*text, false));
        else one["present"] = true;
        all.push_back(std::move(one));
    }
    return all.size() == 1 ? all.front() : Json{{"all", std::move(all)}};
}

/// Whether it is a reserved word, such as "all".
bool isWordOf(const Json& schema, const Json& text)
{
    return std::ranges::any_of(schema["anyOf"], [&](const Json& each) {
        return each.contains("enum") && std::ranges::find(each["enum"], text) != each["enum"].end();
    });
}

Json lineFrom(const QString& line, const Json& items)
{
    const bool takesNumber = items.value("type", std::string()) == "integer" || items.contains("anyOf");
    bool isNumber = false;
    const int number = line.toInt(&isNumber);
    return takesNumber && isNumber ? Json(number) : Json(plainText(line));
}

} // namespace

QString Notation::toText(const Json& value, FieldKind kind, const Json& schema)
{
    QStringList lines;
    if (kind == FieldKind::WordOrLines && value.is_string()) return qText(value);
    if (kind == FieldKind::Pairs) {
        for (const auto& [name, entry] : value.items()) lines << nameLine(name) + kEquals + valueLine(entry, valueOf(schema));
    } else {
        for (const Json& entry : value)
            lines << (kind == FieldKind::Matches ? matchLine(entry) : kind == FieldKind::NamedMatches ? namedLine(entry) : lineOf(entry));
    }
    return lines.join(u'\n');
}

Notation::Read Notation::fromText(const QString& text, FieldKind kind, const Json& schema)
{
    Read read{kind == FieldKind::Pairs ? Json::object() : Json::array(), {}};
    for (const QString& given : text.split(u'\n')) {
        const QString line = given.trimmed();
        if (line.isEmpty()) continue;
        if (kind == FieldKind::Pairs) {
            const auto [name, value] = splitPair(line);
            auto said = value ? valueFrom(*value, valueOf(schema)) : std::nullopt;
            if (!value) read.problem = tr("“%1” is not in the form name = value").arg(line);
            else if (!said) read.problem = tr("the value of “%1” is not valid JSON: put text in quotes").arg(name);
            else if (read.value.contains(plainText(name))) read.problem = tr("“%1” appears twice").arg(name);
            else read.value[plainText(name)] = std::move(*said);
        } else if (kind == FieldKind::Matches) {
            read.value.push_back(matchFrom(line, true));
        } else if (kind == FieldKind::NamedMatches) {
            read.value.push_back(namedFrom(line));
        } else if (kind == FieldKind::WordOrLines) {
            read.value.push_back(plainText(line));
        } else {
            read.value.push_back(lineFrom(line, schema["items"]));
        }
    }
    if (kind == FieldKind::WordOrLines && read.value.size() == 1 && isWordOf(schema, read.value.front())) read.value = Json(read.value.front());
    return read;
}

int Notation::lineAt(const std::string& path, const std::string& own, const QString& text, FieldKind kind)
{
    const QStringList lines = text.split(u'\n');
    int entry = 0; // empty lines are not counted
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty()) continue;
        std::string place = own;
        if (kind == FieldKind::Pairs) gateway::config::appendKey(place, plainText(splitPair(line).first));
        else place += '[' + std::to_string(entry++) + ']';
        if (isWithin(path, place)) return static_cast<int>(i) + 1;
    }
    return 0;
}

QString Notation::example(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Pairs: return tr("name = value", "what a line may be");
    case FieldKind::Matches: return tr("exact, prefix*, *suffix, ~regex", "what a line may be");
    case FieldKind::NamedMatches: return tr("name = value, name = prefix*, name", "what a line may be");
    default: return tr("one per line");
    }
}

} // namespace ui::fields
