#include "rest_words.h"

#include "failure_words.h"

#include "gateway/routing/health/attempt_reason.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ui::words {

using gateway::routing::Rest;
using gateway::routing::Rests;

QString RestWords::operation(const Rest& rest)
{
    struct Row {
        std::string_view name;
        const char* words;
    };
    static constexpr std::array kRows{
        Row{"images", QT_TR_NOOP("images")},
        Row{"audio", QT_TR_NOOP("audio")},
        Row{"rerank", QT_TR_NOOP("reranking")},
        Row{"moderations", QT_TR_NOOP("moderations")},
        Row{"embeddings", QT_TR_NOOP("embeddings")},
        Row{"token_counts", QT_TR_NOOP("token counting")},
    };
    const auto* const row = std::ranges::find(kRows, rest.operation, &Row::name);
    return row == kRows.end() ? QString::fromStdString(rest.operation) : tr(row->words);
}

/// `sentence` with the kind of request that the cooldown is limited to.
QString RestWords::limited(const Rest& rest, const QString& sentence)
{
    return rest.operation.empty() ? sentence : tr("%1, for %2 only", "sentence, kind of request").arg(sentence, operation(rest));
}

QString RestWords::subject(const Rest& rest)
{
    const QString what = target(rest);
    return rest.operation.empty() ? what : tr("%1 for %2", "what rests, kind of request").arg(what, operation(rest));
}

QString RestWords::target(const Rest& rest)
{
    const QString key = QString::fromStdString(rest.key);
    const QString model = QString::fromStdString(rest.model);
    switch (rest.scope()) {
    case Rests::Key: return tr("Key “%1”").arg(key);
    case Rests::KeyOnModel: return tr("Key “%1” for model “%2”").arg(key, model);
    case Rests::Model: return tr("Model “%1”").arg(model);
    case Rests::Provider:
    case Rests::Nothing: break;
    }
    return tr("The provider");
}

QString RestWords::reason(const Rest& rest)
{
    return FailureWords::reason(rest.failure, gateway::routing::statusOf(rest.reason));
}

QString RestWords::resting(const Rest& rest, const QString& until)
{
    return tr("%1 is cooling down until %2 (%3)", "what, time, reason").arg(subject(rest), until, reason(rest));
}

QString RestWords::waiting(const Rest& rest)
{
    return tr("%1 is retried with the next request (%2)", "what, reason").arg(subject(rest), reason(rest));
}

QString RestWords::begun(const Rest& rest, const QString& provider) { return limited(rest, begunForAll(rest, provider)); }

QString RestWords::over(const Rest& rest, const QString& provider) { return limited(rest, overForAll(rest, provider)); }

QString RestWords::begunForAll(const Rest& rest, const QString& provider)
{
    const QString key = QString::fromStdString(rest.key);
    const QString model = QString::fromStdString(rest.model);
    switch (rest.scope()) {
    case Rests::Key: return tr("%1: key “%2” is cooling down (%3)", "provider, key, reason").arg(provider, key, reason(rest));
    case Rests::KeyOnModel: return tr("%1: key “%2” is cooling down for model “%3” (%4)", "provider, key, model, reason").arg(provider, key, model, reason(rest));
    case Rests::Model: return tr("%1: model “%2” is cooling down (%3)", "provider, model, reason").arg(provider, model, reason(rest));
    case Rests::Provider:
    case Rests::Nothing: break;
    }
    return tr("%1 is cooling down after failures (%2)", "provider, reason").arg(provider, reason(rest));
}

QString RestWords::overForAll(const Rest& rest, const QString& provider)
{
    const QString key = QString::fromStdString(rest.key);
    const QString model = QString::fromStdString(rest.model);
    switch (rest.scope()) {
    case Rests::Key: return tr("%1: key “%2” is used again", "provider, key").arg(provider, key);
    case Rests::KeyOnModel: return tr("%1: key “%2” is used again for model “%3”", "provider, key, model").arg(provider, key, model);
    case Rests::Model: return tr("%1: model “%2” is used again", "provider, model").arg(provider, model);
    case Rests::Provider:
    case Rests::Nothing: break;
    }
    return tr("%1 is used again", "provider").arg(provider);
}

} // namespace ui::words
