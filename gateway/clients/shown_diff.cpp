#include "shown_diff.h"

#include "client_edits.h"

#include "gateway/clients/formats/text_places.h"
#include "gateway/core/secret.h"
#include "gateway/core/text/key_shape.h"
#include "gateway/core/text/printable.h"
#include "gateway/secrets/redaction.h"

#include <QRegularExpression>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

namespace gateway::clients {

namespace {

constexpr std::string_view kMask = "***";
constexpr std::string_view kQuotedMask = "\"***\"";

/// How a name of a key ends.
constexpr auto kKeyName = "(?:key|token|secret|password|passwd|passphrase|authorization|credential|密码|密钥|口令|令牌)s?(?:[_-]?[0-9]+)?";

/// Likewise, in short: of the value itself, not of what is in it, and only as a word of its own, as in "DB_PASS" and "dbPass".
constexpr auto kShortKeyName = "(?:(?<![A-Za-z])(?i:pass|pwd|pw|pin|otp|pat|jwt|auth|auth[_-]?header|cookie|creds?|dsn|sig)|"
                               "(?<=[a-z])(?:Pass|Pwd|Otp|Pat|Jwt|Auth|AuthHeader|Cookie|Creds?|Dsn|Sig))";

/// What stands for a value that is elsewhere: "${{ secrets.X }}", "${X}", "${env:X}", "{env:X}", "$X".
constexpr auto kReference = "\\$\\{\\{[^{}\\n]*\\}\\}|\\$\\{(?:(?:env|input|secrets?|config):)?[A-Za-z_][A-Za-z0-9_.-]*\\}|"
                            "\\{(?:env|file):[^{}\\n]*\\}|\\$[A-Z_][A-Z0-9_]*";

QRegularExpression expression(std::initializer_list<const char*> parts, QRegularExpression::PatternOptions options = QRegularExpression::NoPatternOption)
{
    QString pattern;
    for (const char* const part : parts)
        pattern += QString::fromUtf8(part);
    return QRegularExpression(pattern, options);
}

bool isKeyName(const std::string& name)
{
    static const QRegularExpression key = expression({kKeyName, "$"}, QRegularExpression::CaseInsensitiveOption);
    return key.match(QString::fromStdString(name)).hasMatch();
}

bool isShortKeyName(const std::string& name)
{
    static const QRegularExpression key = expression({kShortKeyName, "$"});
    return key.match(QString::fromStdString(name)).hasMatch();
}

/// Whether it is a variable of the environment, by its looks.
bool isVariable(const std::string& name)
{
    static const QRegularExpression variable(QStringLiteral("^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*$"));
    return variable.match(QString::fromStdString(name)).hasMatch();
}

/// A variable with a key in it, wherever its name says so: "AWS_BEARER_TOKEN_BEDROCK".
bool isKeyVariable(const std::string& name)
{
    static const QRegularExpression word(QStringLiteral("(?:^|_)(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|PW|PASSPHRASE|CREDENTIALS?|CREDS?|AUTH|PAT|JWT|OTP|PIN|DSN|COOKIE|SIG)(?:_|$)"));
    return isVariable(name) && word.match(QString::fromStdString(name)).hasMatch();
}

/// "MAX_TOKENS" with a number: of the tokens of models.
bool isCount(const std::string& name, const std::string& text)
{
    static const QRegularExpression number(QStringLiteral("^[0-9.]+$"));
    return QString::fromStdString(name).endsWith(QLatin1StringView("tokens"), Qt::CaseInsensitive) && number.match(QString::fromStdString(text)).hasMatch();
}

/// Whether what a variable says is no key for certain: a number, lower-case words, a path, an address with a scheme
/// (whose password is masked for itself), or what its name says is something else.
bool isPlain(const std::string& name, const std::string& text)
{
    static const QRegularExpression plainName(QStringLiteral("(?:MODEL|URL|BASE|HOST|ENDPOINT|PATH|DIR|HOME|REGION|PROJECT|LOCATION|VERSION|LANG)$"));
    static const QRegularExpression plain(QStringLiteral("^(?:[0-9.,]+|(?i:true|false|yes|no|on|off)|[a-z]*[0-9]*[a-z]?(?:[-._:/ ][a-z]*[0-9]*[a-z]?)*|(?:~|\\.{0,2})/[A-Za-z0-9._/-]*|[a-z][a-z0-9+.-]*://[^\\s]*)$"));
    return plainName.match(QString::fromStdString(name)).hasMatch() || plain.match(QString::fromStdString(text)).hasMatch();
}

/// Whether a key may stand under any name in it.
bool isOfHeaders(const std::string& name) { return QString::fromStdString(name).endsWith(QLatin1StringView("headers"), Qt::CaseInsensitive); }

/// "--api-key", whose value is the next word.
bool isKeyFlag(const std::string& text)
{
    return text == "-p" || (text.starts_with('-') && text.find('=') == std::string::npos && (isKeyName(text) || isShortKeyName(text)));
}

/// "-u" of curl, whose next word is a name, or a name and a password.
bool isUserFlag(const std::string& text) { return text == "-u" || text == "--user" || text == "--proxy-user"; }

/// Whether `text` is no key but says where one is, behind a scheme or not.
bool isReference(const std::string& text)
{
    static const QRegularExpression whole = expression({"^(?:(?i:bearer|basic|token) )?(?:", kReference, ")$"});
    return whole.match(QString::fromStdString(text)).hasMatch();
}

/// Likewise, by the name of a variable alone; or there is none.
bool isNoKey(const std::string& text)
{
    static const QRegularExpression variable(QStringLiteral("^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$"));
    return text.empty() || isReference(text) || variable.match(QString::fromStdString(text)).hasMatch();
}

/// Masks a file piece by piece: its values by what leads to them, all else by its looks.
class Masker {
public:
    /// `model`: the name of one, which is no key whatever it is called; may be empty.
    Masker(std::vector<std::string> secrets, std::string model) : m_secrets(std::move(secrets)), m_model(std::move(model))
    {
        std::erase_if(m_secrets, isReference);
        m_redactor = secrets::Redactor(std::vector<Secret>(m_secrets.begin(), m_secrets.end()));
    }

    /// The source of a text, with quotes. `before`: the text before it in the file; null: none.
    std::string value(std::string_view source, const TextPlace& place, const TextPlace* before) const
    {
        const bool isSecret = std::ranges::find(m_secrets, place.text) != m_secrets.end();
        const bool isModel = !m_model.empty() && place.text == m_model;
        if ((!isSecret && isNoKey(place.text)) || isModel)
            return std::string(source);
        const bool isBehind = before && before->names == place.names;
        const bool isBehindFlag = isBehind && (isKeyFlag(before->text) || (isUserFlag(before->text) && place.text.find(':') != std::string::npos));
        const auto isOfKey = [&](const std::string& name) { return name != m_model && isKeyName(name) && !isCount(name, place.text); };
        const bool isNamed = std::ranges::any_of(place.names, isOfKey) || std::ranges::any_of(place.names, isOfHeaders)
            || (!place.names.empty() && isSecretName(place.names.back(), place.text));
        if (isSecret || isBehindFlag || isNamed || place.text.find("-----BEGIN ") != std::string::npos)
            return whole(source);
        return assigned(source, place.text).value_or(loosely(source, kMask));
    }

    /// What is no value: names, comments, and all of a file that cannot be read.
    std::string loosely(std::string_view source, std::string_view mask = kQuotedMask) const
    {
        std::string made;
        for (std::size_t at = 0; at < source.size();) {
            const std::size_t end = std::min(source.find('\n', at), source.size());
            made += line(source.substr(at, end - at), mask);
            if (end < source.size())
                made += '\n';
            at = end + 1;
        }
        return made;
    }

private:
    static bool isSecretName(const std::string& name, const std::string& text)
    {
        return isShortKeyName(name) || isKeyVariable(name) || (isVariable(name) && !isPlain(name, text));
    }

    /// As many lines as `source` has, with what opens and closes it where it has several.
    static std::string whole(std::string_view source)
    {
        const bool isQuoted = source.size() > 1 && (source.front() == '"' || source.front() == '\'') && source.back() == source.front();
        if (source.find('\n') == std::string_view::npos)
            return isQuoted ? source.front() + std::string(kMask) + source.back() : std::string(kMask);
        std::string_view quote = source.substr(0, source.starts_with("\"\"\"") || source.starts_with("'''") ? 3 : 1);
        if (quote.front() != '"' && quote.front() != '\'')
            quote = {};
        std::size_t at = std::min(source.find('\n'), source.size());
        const bool isBlock = source.starts_with('|') || source.starts_with('>'); // nothing of it stands in its first line
        std::string made = isBlock ? std::string(source.substr(0, at)) : std::string(quote) + maskOf(source.substr(quote.size(), at - quote.size()));
        const std::size_t close = source.size() - (source.ends_with(quote) ? quote.size() : 0);
        while (at < close) {
            const std::size_t end = std::min(source.find('\n', at + 1), close);
            made += '\n' + maskOf(source.substr(at + 1, end - at - 1));
            at = end;
        }
        return made.append(source.substr(close));
    }

    /// Of a line, with the blanks before it; nothing in the place of nothing.
    static std::string maskOf(std::string_view line)
    {
        const std::size_t begin = line.find_first_not_of(" \t\r");
        return begin == std::string_view::npos ? std::string() : std::string(line.substr(0, begin)) + std::string(kMask);
    }

    /// "NAME=value" as a whole text, where the name is one of a key: up to its end, whatever is in it.
    static std::optional<std::string> assigned(std::string_view source, const std::string& text)
    {
        static const QRegularExpression assignment(QStringLiteral("^(?:export )?([A-Za-z0-9_.-]+) ?[=:] ?(.*)$"), QRegularExpression::DotMatchesEverythingOption);
        const auto match = assignment.match(QString::fromStdString(text));
        if (!match.hasMatch())
            return std::nullopt;
        if (const std::string name = match.captured(1).toStdString(); !isKeyName(name) && !isShortKeyName(name))
            return std::nullopt;
        const std::size_t sign = source.find_first_of("=:");
        if (isNoKey(match.captured(2).toStdString()))
            return std::string(source);
        if (sign == std::string_view::npos || source.find('\n') != std::string_view::npos)
            return whole(source);
        const char quote = source.front() == '"' || source.front() == '\'' ? source.front() : '\0';
        const std::size_t begin = std::min(source.find_first_not_of(' ', sign + 1), source.size());
        return std::string(source.substr(0, begin)) + std::string(kMask) + (quote != '\0' ? std::string(1, quote) : std::string());
    }

    /// Without the words that look like a key, as in the path of a web hook.
    static std::string shapeless(const std::string& text)
    {
        static const QRegularExpression word(QStringLiteral("[A-Za-z0-9_=+-]{16,}"));
        const QString all = QString::fromStdString(text);
        QString made;
        qsizetype done = 0;
        for (auto words = word.globalMatch(all); words.hasNext();) {
            const auto match = words.next();
            if (!hasKeyShape(match.captured().toStdString()))
                continue;
            made += all.mid(done, match.capturedStart() - done) + QLatin1StringView("***");
            done = match.capturedEnd();
        }
        return (made + all.mid(done)).toStdString();
    }

    std::string line(std::string_view text, std::string_view mask) const
    {
        // What names a variable, and what is no text, is no key.
        static const QRegularExpression named = expression({"((?:(?i:", kKeyName, ")|", kShortKeyName, ")\\\\?[\"']?[ \\t]*[:=][ \\t]*(?:(?i:bearer|basic|token)[ \\t]+)?)",
            "(?![\"']?(?:true|false|null|[0-9.]+|\\$[^\"'\\n]*|\\{(?:env|file):[^\"'\\n]*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[\"']?\\s*(?:[,}#]|$))",
            "(\"(?:\\\\.|[^\"\\\\])*\"|\\\\\"[^\"]*\"|'[^']*'|\\[[^\\]]+\\]|\\{[^}]+\\}|[^\\s\"',#\\[{\\\\](?:(?!\\\\[\"'])[^\\s\"',#])*)"});
        // What else leads to a key, which is all that the first group is not.
        static const QRegularExpression others[]{
            QRegularExpression(QStringLiteral("\\b((?i:bearer|basic)[ \\t]+)(?=[^\\s\"'\\\\]*[0-9A-Z])[A-Za-z0-9._~+/=:-]{6,}")),
            expression({"([A-Za-z][A-Za-z0-9+.-]*://[^/\\s\"'@:]*:)(?!(?:", kReference, ")@)[^/\\s\"']+(?=@)"}), // a password
            QRegularExpression(QStringLiteral("([A-Za-z][A-Za-z0-9+.-]*://)[^/\\s\"'@:${}]{8,}(?=@)")), // a name that is one
            QRegularExpression(QStringLiteral("((?:^|[\\s\"'])(?:-u|--user|--proxy-user)[ \\t=]*(?:\\\\?[\"'])?[^\\s\"':\\\\]+:)[^\\s\"'\\\\$]+")),
            QRegularExpression(QStringLiteral("(\\b(?:mysql|mariadb)[a-z-]*\\b[^\"'|;&\\n]*?\\s-p)[^\\s\"'\\\\$]+")),
            QRegularExpression(QStringLiteral("((?:^|[\\s\"'])--?(?:password|passwd|passphrase|token|secret|api-?key)[ \\t=]+(?:\\\\?[\"'])?)(?!\\$)[^\\s\"'\\\\]+")),
            QRegularExpression(QStringLiteral("(\\b(?:sshpass|docker login|podman login|helm registry login)\\b[^|;&\\n]*?\\s-p[ \\t]*)[^\\s\"'\\\\$]+")),
            QRegularExpression(QStringLiteral("(\\b(?:hooks\\.slack\\.com|discord(?:app)?\\.com/api/webhooks)/)[^\\s\"'\\\\]+")),
            QRegularExpression(QStringLiteral("((?:^|[\\s\"'=(])[^\\s\"'/@:=()\\\\]+:)[^\\s\"'/@:\\\\$]+(?=@[A-Za-z0-9])")), // "name:password@host"
        };
        static const QRegularExpression kept = expression({kReference, "|[#\\[{]"});
        QString masked = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
        std::string made;
        qsizetype done = 0;
        masked.replace(named, QStringLiteral("\\1") + QString::fromUtf8(mask.data(), static_cast<qsizetype>(mask.size())));
        for (const QRegularExpression& other : others)
            masked.replace(other, QStringLiteral("\\1***"));
        for (auto matches = kept.globalMatch(masked); matches.hasNext();) {
            const auto match = matches.next();
            made += shapeless(m_redactor.redact(masked.mid(done, match.capturedStart() - done).toStdString())) + match.captured().toStdString();
            done = match.capturedEnd();
        }
        return made + shapeless(m_redactor.redact(masked.mid(done).toStdString()));
    }

    std::vector<std::string> m_secrets;
    std::string m_model;
    secrets::Redactor m_redactor;
};

std::string maskedText(Format format, const std::string& bytes, const std::vector<std::string>& secrets, const std::string& model)
{
    const Masker masker(secrets, model);
    const std::string_view text = bytes;
    std::string made;
    std::size_t done = 0;
    const TextPlace* before = nullptr;
    const auto places = textPlaces(format, bytes);
    for (const TextPlace& place : places) {
        if (place.begin < done || place.end <= place.begin || place.end > bytes.size())
            continue;
        made += masker.loosely(text.substr(done, place.begin - done));
        made += masker.value(text.substr(place.begin, place.end - place.begin), place, before);
        done = place.end;
        before = &place;
    }
    return made + masker.loosely(text.substr(done));
}

std::string withPlainLineEnds(std::string_view text)
{
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] != '\r' || (i + 1 < text.size() && text[i + 1] != '\n'))
            made += text[i];
    return made;
}

} // namespace

std::vector<DiffHunk> diffShownAs(const std::string& before, const std::string& after, const std::string& shownBefore, const std::string& shownAfter)
{
    const auto was = linesIn(shownBefore);
    const auto becomes = linesIn(shownAfter);
    if (was.size() != linesIn(before).size() || becomes.size() != linesIn(after).size())
        return diffHunks(diffLines(shownBefore, shownAfter)); // what is not to be seen matters more than what has changed in it
    std::vector<DiffLine> lines = diffLines(before, after);
    for (DiffLine& line : lines) {
        const auto ofBefore = [&] { return std::string(was[static_cast<std::size_t>(line.before) - 1]); };
        const std::string ofAfter = line.after == 0 ? std::string() : std::string(becomes[static_cast<std::size_t>(line.after) - 1]);
        line.text = line.after == 0 || (line.before != 0 && ofAfter == line.text) ? ofBefore() : ofAfter;
    }
    return diffHunks(lines);
}

std::vector<DiffHunk> shownDiff(Format format, const std::string& before, const std::string& after, const std::vector<std::string>& secrets, const std::string& model)
{
    std::vector<std::string> known = secrets;
    known.push_back(keyToCome());
    std::vector<DiffHunk> hunks = diffShownAs(withPlainLineEnds(before), withPlainLineEnds(after),
        withPlainLineEnds(maskedText(format, before, known, model)), withPlainLineEnds(maskedText(format, after, known, model)));
    for (DiffHunk& hunk : hunks)
        for (DiffLine& line : hunk)
            line.text = printable(line.text, "\t\r");
    return hunks;
}

} // namespace gateway::clients
