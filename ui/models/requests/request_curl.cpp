#include "request_curl.h"

#include "gateway/core/json/json.h"
#include "gateway/protocol/body_edit.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace ui::models {

using gateway::Json;
using gateway::usage::ExchangeRecord;

namespace {

/// The name of the prompt field in an API.
enum class Says { Messages, Prompt, Input, Query, Contents };

struct Row {
    std::string_view dialect; ///< as records have it
    const char* path;         ///< %1 is the model
    Says says;
    const char* header = nullptr; ///< one more
};

constexpr std::array kRows{
    Row{"openai-chat", "/v1/chat/completions", Says::Messages},
    Row{"openai-completions", "/v1/completions", Says::Prompt},
    Row{"openai-embeddings", "/v1/embeddings", Says::Input},
    Row{"openai-responses", "/v1/responses", Says::Input},
    Row{"openai-moderations", "/v1/moderations", Says::Input},
    Row{"openai-rerank", "/v1/rerank", Says::Query},
    Row{"anthropic-messages", "/v1/messages", Says::Messages, "anthropic-version: 2023-06-01"},
    Row{"anthropic-count-tokens", "/v1/messages/count_tokens", Says::Messages, "anthropic-version: 2023-06-01"},
    Row{"gemini", "/v1beta/models/%1:generateContent", Says::Contents},
    Row{"ollama-chat", "/api/chat", Says::Messages},
    Row{"ollama-generate", "/api/generate", Says::Prompt},
    Row{"ollama-embed", "/api/embed", Says::Input},
    Row{"ollama-embeddings", "/api/embeddings", Says::Prompt},
};

Json bodyOf(const ExchangeRecord& record, Says says, const std::string& greeting)
{
    Json body;
    if (says == Says::Contents) {
        body["contents"] = Json::array({Json{{"parts", Json::array({Json{{"text", greeting}}})}}});
        return body;
    }
    body["model"] = record.askedModel;
    if (says == Says::Messages) body["messages"] = Json::array({Json{{"role", "user"}, {"content", greeting}}});
    if (says == Says::Prompt) body["prompt"] = greeting;
    if (says == Says::Input) body["input"] = greeting;
    if (says == Says::Query) body.update(Json{{"query", greeting}, {"documents", Json::array({greeting})}});
    if (record.dialect == "anthropic-messages") body["max_tokens"] = 1024; // required
    if (record.isStream || record.dialect.starts_with("ollama-")) body["stream"] = record.isStream;
    return body;
}

const Row* rowOf(const ExchangeRecord& record)
{
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row& one) { return one.dialect == record.dialect; });
    return row == kRows.end() ? nullptr : &*row;
}

bool isKept(const ExchangeRecord& record) { return record.content && !record.content->isCut && !record.content->request.empty(); }

/// `body` with another model and otherwise unchanged; empty: not a request with a model.
std::optional<QByteArray> edited(const std::string& body, const std::string& model)
{
    std::string text = body;
    text.append(gateway::protocol::kJsonPadding, '\0');
    const std::string_view view(text.data(), body.size());
    const auto outline = gateway::protocol::RequestOutlineReader().read(view, {.messages = {}});
    if (!outline) return std::nullopt;
    gateway::protocol::BodyEdit edit(view, *outline);
    edit.setModel(model);
    QByteArray made(static_cast<qsizetype>(edit.size()), Qt::Uninitialized);
    edit.copyTo(made.data());
    return made;
}

/// Gemini's path contains the model and whether it is streamed.
QString pathOf(const Row& row, const QString& model, bool isStream)
{
    QString path = QString::fromLatin1(row.path);
    if (row.says != Says::Contents) return path;
    if (isStream) path.replace(QStringLiteral(":generateContent"), QStringLiteral(":streamGenerateContent?alt=sse"));
    return path.replace(QStringLiteral("%1"), QString::fromLatin1(QUrl::toPercentEncoding(model, "/:")));
}

/// In single quotes, where only single quotes have a special meaning.
QString shellQuoted(QString text) { return u'\'' + text.replace(u'\'', QStringLiteral("'\\''")) + u'\''; }

} // namespace

QString RequestCurl::line(const ExchangeRecord& record, const QString& origin)
{
    const Row* row = rowOf(record);
    if (!row) return {};
    const QString path = pathOf(*row, QString::fromStdString(record.askedModel), record.isStream);
    const std::string body = isKept(record) ? record.content->request : gateway::toText(bodyOf(record, row->says, tr("Hello").toStdString()));
    QString line = QStringLiteral("curl %1 \\\n  -H \"Authorization: Bearer $SIGNALBOX_KEY\" \\\n  -H 'Content-Type: application/json' \\\n").arg(shellQuoted(origin + path));
    if (row->header) line += QStringLiteral("  -H %1 \\\n").arg(shellQuoted(QString::fromLatin1(row->header)));
    return line + QStringLiteral("  -d ") + shellQuoted(QString::fromStdString(body));
}

bool RequestCurl::canReplay(const ExchangeRecord& record)
{
    const Row* row = rowOf(record);
    if (!row || !isKept(record)) return false;
    if (row->says == Says::Contents) return gateway::parseJson(record.content->request).has_value();
    return edited(record.content->request, {}).has_value();
}

std::optional<RequestCurl::Call> RequestCurl::replay(const ExchangeRecord& record, const QString& model)
{
    if (!canReplay(record)) return std::nullopt;
    const Row& row = *rowOf(record);
    const std::string& body = record.content->request;
    Call call{pathOf(row, model, record.isStream), {}, {}, row.says == Says::Contents ? QByteArray::fromStdString(body) : edited(body, model.toStdString()).value_or(QByteArray())};
    if (row.header) {
        const QByteArray header = row.header;
        const auto colon = header.indexOf(':');
        call.header = header.left(colon);
        call.value = header.mid(colon + 1).trimmed();
    }
    return call;
}

} // namespace ui::models
