#include "rest_words.h"

#include "failure_words.h"

namespace ui::words {

using gateway::routing::Rest;
using gateway::routing::Rests;

QString RestWords::subject(const Rest& rest)
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
    return FailureWords::reason(rest.failure, QString::fromStdString(rest.reason).toInt());
}

QString RestWords::resting(const Rest& rest, const QString& until)
{
    return tr("%1 rests until %2 (%3)", "what, time, reason").arg(subject(rest), until, reason(rest));
}

QString RestWords::waiting(const Rest& rest)
{
    return tr("%1 is tried again with the next request (%2)", "what, reason").arg(subject(rest), reason(rest));
}

} // namespace ui::words
