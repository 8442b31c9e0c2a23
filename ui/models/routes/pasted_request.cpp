#include "pasted_request.h"

#include "shell_words.h"

#include "gateway/config/json_scan.h"
#include "gateway/core/json/json.h"
#include "ui/words/sentence_words.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <array>

namespace ui::models {

using gateway::routing::Question;

namespace {

/// The meaning of a curl option. Source: curl(1), read 2026-11-26.
enum class Option { Header, Body, Json, Method, Url, UserAgent, Other };

struct OptionRow {
    QStringView shortName; ///< empty: it has none
    QStringView name;
    Option option;
};

/// Options with a value.
constexpr std::array kOptions{
    OptionRow{u"-H", u"--header", Option::Header},        OptionRow{u"-d", u"--data", Option::Body},
    OptionRow{u"", u"--data-raw", Option::Body},          OptionRow{u"", u"--data-binary", Option::Body},
    OptionRow{u"", u"--data-ascii", Option::Body},        OptionRow{u"", u"--json", Option::Json},
    OptionRow{u"-X", u"--request", Option::Method},       OptionRow{u"", u"--url", Option::Url},
    OptionRow{u"-A", u"--user-agent", Option::UserAgent}, OptionRow{u"-o", u"--output", Option::Other},
    OptionRow{u"-m", u"--max-time", Option::Other},       OptionRow{u"", u"--connect-timeout", Option::Other},
    OptionRow{u"-x", u"--proxy", Option::Other},          OptionRow{u"", u"--cacert", Option::Other},
    OptionRow{u"-u", u"--user", Option::Other},           OptionRow{u"-b", u"--cookie", Option::Other},
    OptionRow{u"-e", u"--referer", Option::Other},        OptionRow{u"-w", u"--write-out", Option::Other},
    OptionRow{u"", u"--retry", Option::Other},            OptionRow{u"-F", u"--form", Option::Other},
};

/// An option with its value, which may be the next word.
struct Taken {
    Option option = Option::Other;
    QString value;
};

/// Empty: not an option with a value.
std::optional<Taken> takeOption(const QStringList& words, qsizetype& at)
{
    const QString& word = words.at(at);
    for (const OptionRow& row : kOptions) {
        const bool isShort = !row.shortName.isEmpty() && word.startsWith(row.shortName) && !word.startsWith(u"--");
        if (isShort && word.size() > row.shortName.size()) return Taken{row.option, word.mid(row.shortName.size())};
        if (!isShort && word.startsWith(row.name) && word.mid(row.name.size()).startsWith(u'=')) return Taken{row.option, word.mid(row.name.size() + 1)};
        if (isShort || word == row.name) return Taken{row.option, at + 1 < words.size() ? words.at(++at) : QString()};
    }
    return std::nullopt;
}

void addHeader(Question& question, const QString& line)
{
    const qsizetype colon = line.indexOf(u':');
    if (colon > 0) question.headers.emplace_back(line.left(colon).trimmed().toStdString(), line.mid(colon + 1).trimmed().toStdString());
}

/// Takes path, query and host from `url`, which may lack its scheme.
void takeUrl(PastedRequest::Read& read, const QString& url)
{
    const QUrl parsed(url.startsWith(u'/') || url.contains(u"://") ? url : QStringLiteral("http://") + url);
    read.host = parsed.host();
    const QString path = parsed.path(QUrl::FullyEncoded);
    read.question.path = (path.isEmpty() ? QStringLiteral("/") : path).toStdString();
    if (parsed.hasQuery()) read.question.path += '?' + parsed.query(QUrl::FullyEncoded).toStdString();
}

} // namespace

tl::expected<PastedRequest::Read, QString> PastedRequest::read(const QString& text)
{
    static const QRegularExpression kStartLine(QStringLiteral("^[A-Z]+ \\S+( HTTP/\\d(\\.\\d)?)?\\s*$"), QRegularExpression::MultilineOption);
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(u"curl ") || trimmed.startsWith(u"$ curl ")) return fromCommand(trimmed.startsWith(u'$') ? trimmed.mid(2) : trimmed);
    if (const auto match = kStartLine.match(trimmed); match.hasMatch() && match.capturedStart() == 0) return fromHttp(trimmed);
    return fromBody(trimmed);
}

tl::expected<PastedRequest::Read, QString> PastedRequest::fromCommand(const QString& text)
{
    const auto words = shellWords(text);
    if (!words) return tl::unexpected(tr("The command has an unclosed quotation mark."));
    Read read;
    read.question.method.clear();
    read.question.path.clear();
    QString body;
    const auto addBody = [&body](const QString& piece) { body += (body.isEmpty() ? QString() : QStringLiteral("&")) + piece; };
    for (qsizetype at = 1; at < words->size(); ++at) {
        const auto taken = words->at(at).startsWith(u'-') ? takeOption(*words, at) : Taken{Option::Url, words->at(at)};
        if (!taken) continue;
        switch (taken->option) {
        case Option::Header: addHeader(read.question, taken->value); break;
        case Option::Json: addHeader(read.question, QStringLiteral("content-type: application/json")); [[fallthrough]];
        case Option::Body:
            if (taken->value.startsWith(u'@')) return tl::unexpected(tr("The command reads its body from %1. Replace it with the content of that file.", "@file").arg(taken->value));
            addBody(taken->value);
            break;
        case Option::Method: read.question.method = taken->value.toStdString(); break;
        case Option::Url: takeUrl(read, taken->value); break;
        case Option::UserAgent: addHeader(read.question, QStringLiteral("user-agent: ") + taken->value); break;
        case Option::Other: break;
        }
    }
    if (read.question.path.empty()) return tl::unexpected(tr("The command has no URL."));
    if (read.question.method.empty()) read.question.method = body.isEmpty() ? "GET" : "POST";
    read.question.body = body.toStdString();
    return read;
}

tl::expected<PastedRequest::Read, QString> PastedRequest::fromHttp(const QString& text)
{
    QString plain = text;
    plain.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    const qsizetype end = plain.indexOf(QStringLiteral("\n\n"));
    const QStringList lines = plain.left(end < 0 ? plain.size() : end).split(u'\n');
    const QStringList start = lines.front().split(u' ', Qt::SkipEmptyParts);
    Read read;
    takeUrl(read, start.at(1));
    read.question.method = start.at(0).toStdString();
    for (const QString& line : lines.mid(1)) {
        addHeader(read.question, line);
        constexpr QStringView kHost = u"host:";
        if (line.startsWith(kHost, Qt::CaseInsensitive)) read.host = QUrl(QStringLiteral("http://") + line.mid(kHost.size()).trimmed()).host();
    }
    std::erase_if(read.question.headers, [](const auto& header) { return QString::fromStdString(header.first).compare(u"host", Qt::CaseInsensitive) == 0; });
    read.question.body = end < 0 ? std::string() : plain.mid(end + 2).toStdString();
    return read;
}

/// Position and reason of the JSON error, in the current language.
QString PastedRequest::unreadable(const std::string& body)
{
    std::vector<gateway::config::Issue> found;
    gateway::config::Issues issues(found);
    gateway::config::scanJson(body, issues);
    constexpr std::size_t kPlaceAndReason = 3;
    if (found.empty() || found.front().message.values.size() != kPlaceAndReason) return tr("This is not JSON, a curl command or HTTP with a request line.");
    const auto part = [&](std::size_t at) { return words::SentenceWords::of(found.front().message.values[at]); };
    return tr("This is not JSON, a curl command or HTTP with a request line. JSON error in line %1, column %2: %3.", "numbers, why").arg(part(0), part(1), part(2));
}

tl::expected<PastedRequest::Read, QString> PastedRequest::fromBody(const QString& text)
{
    Read read;
    read.question.body = text.toStdString();
    const auto json = gateway::parseJson(read.question.body);
    if (text.isEmpty()) return tl::unexpected(tr("Paste a request as JSON, as a curl command, or as HTTP with request line and headers."));
    if (!json) return tl::unexpected(unreadable(read.question.body));
    if (!json->is_object()) return tl::unexpected(tr("This JSON is not a request object."));
    if (json->contains("messages")) return read;
    if (json->contains("contents"))
        return tl::unexpected(tr("A Gemini request has its model in the path. Paste it as a curl command, or add the line POST /v1beta/models/MODEL:generateContent before it."));
    if (json->contains("input")) read.question.path = "/v1/responses";
    if (json->contains("prompt")) read.question.path = "/v1/completions";
    return read;
}

} // namespace ui::models
