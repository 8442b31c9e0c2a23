#include "try_turn.h"

#include "ui/models/formatter.h"
#include "ui/models/gateway_model.h"
#include "ui/models/requests/request_fact_lines.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include "gateway/core/error.h"

#include <QStringList>
#include <QVBoxLayout>

namespace ui::pages {

using gateway::ErrorKind;
using models::Formatter;
using widgets::Label;

TryTurn::TryTurn(models::GatewayModel& model, const QString& question, QWidget* parent)
    : QWidget(parent), m_model(model), m_question(question), m_asked(new Label(question, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_text(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)), m_state(new widgets::StatusLabel(this)),
      m_remedy(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_figures(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this))
{
    setObjectName(QStringLiteral("tryTurn"));
    build();
    retranslate();
}

void TryTurn::build()
{
    const look::Theme& theme = look::theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, theme.px(theme.metrics().gap));
    column->setSpacing(theme.px(4));
    for (Label* label : {m_asked, m_text, m_remedy, m_figures}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->insertWidget(2, m_state);
    m_remedy->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setObjectName(QStringLiteral("tryAnswer"));
    m_state->setObjectName(QStringLiteral("tryState"));
    m_remedy->setObjectName(QStringLiteral("tryRemedy"));
    m_figures->setObjectName(QStringLiteral("tryFigures"));
}

void TryTurn::add(const QString& text)
{
    m_answer += text;
    say(m_answer);
}

/// Its accessible name is its purpose, so the text is its description.
void TryTurn::say(const QString& text)
{
    m_text->setText(text);
    m_text->setAccessibleDescription(text);
}

void TryTurn::setFacts(const TestFacts& facts, bool isEnded)
{
    m_facts = facts;
    m_isEnded = m_isEnded || isEnded;
    refresh();
}

void TryTurn::setStopped()
{
    m_isStopped = true;
    m_isEnded = true;
    refresh();
}

void TryTurn::setRecord(const gateway::usage::ExchangeRecord& record)
{
    m_record = record;
    const auto& tokens = record.tokens;
    if (!m_facts.inputTokens && tokens.input) m_facts.inputTokens = tokens.totalInput().count;
    if (!m_facts.outputTokens && tokens.output) m_facts.outputTokens = tokens.totalOutput().count;
    refresh();
}

void TryTurn::retranslate()
{
    m_asked->setAccessibleName(tr("Question"));
    m_asked->setAccessibleDescription(m_asked->text());
    m_text->setAccessibleName(tr("Answer"));
    m_remedy->setAccessibleName(tr("What to do"));
    refresh();
}

QString TryTurn::servedBy() const
{
    if (m_facts.provider.isEmpty()) return {};
    const QString provider = m_model.providerName(m_facts.provider.toStdString());
    return m_facts.model.isEmpty() ? provider : QStringLiteral("%1 · %2").arg(provider, m_facts.model);
}

QString TryTurn::figures() const
{
    const Formatter format;
    QStringList parts;
    if (!m_facts.route.isEmpty()) parts << tr("route %1").arg(m_facts.route);
    else if (!m_facts.provider.isEmpty()) parts << tr("without a route");
    if (m_facts.attempts > 1) parts << tr("%n attempt(s)", nullptr, m_facts.attempts);
    if (m_facts.firstToken.count() >= 0) parts << tr("first token after %1").arg(format.latency(m_facts.firstToken));
    const bool isGood = m_isEnded && !m_isStopped && m_facts.errorCode.isEmpty(); // the time is shown above
    if (m_isEnded && !isGood && m_facts.total.count() >= 0) parts << tr("%1 in total", "a duration").arg(format.duration(m_facts.total));
    const auto count = [&](const std::optional<qint64>& tokens) { return tokens ? format.exact(*tokens) : format.unknown(); };
    if (m_isEnded && (m_facts.inputTokens || m_facts.outputTokens))
        parts << tr("tokens: %1 in, %2 out").arg(count(m_facts.inputTokens), count(m_facts.outputTokens));
    else if (m_isEnded && !m_facts.provider.isEmpty())
        parts << tr("tokens: %1", "none are known").arg(format.unknown());
    if (m_record && !m_record->provider.empty()) parts << tr("cost %1").arg(models::RequestFactLines::cost(*m_record)); // otherwise no provider charged for it
    return parts.join(QStringLiteral(" · "));
}

/// For errors whose message contains no remedy; empty: it does, or there was no error.
QString TryTurn::remedy() const
{
    const auto is = [code = m_facts.errorCode.toStdString()](ErrorKind kind) { return gateway::errorInfo(kind).code == code; };
    if (is(ErrorKind::InternalError) && m_facts.requestId.isEmpty()) return tr("For a report of it choose Copy diagnostics in the settings, under About.");
    if (is(ErrorKind::InternalError))
        return tr("It is on the Requests page, by its id %1. For a report of it choose Copy diagnostics in the settings, under About.").arg(m_facts.requestId);
    if (!is(ErrorKind::RateLimited) && !is(ErrorKind::UpstreamRateLimited)) return {};
    QStringList sentences;
    if (m_facts.retryAfter.count() > 0) sentences << tr("Try again in %1.", "a duration").arg(Formatter().sentenceDuration(m_facts.retryAfter));
    if (is(ErrorKind::RateLimited)) sentences << tr("The limit is one of the policies of this gateway. It can be changed on the Policies page.");
    else sentences << tr("The limit is the provider’s and can be changed in the account there. Another key on the Providers page or another target on the Routes page serves requests meanwhile.");
    return sentences.join(QLatin1Char('\n'));
}

void TryTurn::refresh()
{
    const Formatter format;
    if (!m_facts.errorCode.isEmpty()) {
        m_state->setStatus(look::Status::Error, tr("Failed: %1").arg(words::FailureWords::errorCode(m_facts.errorCode.toStdString())), servedBy());
        if (m_answer.isEmpty()) say(words::SentenceWords::of(m_facts.error));
    } else if (m_isStopped) {
        m_state->setStatus(look::Status::Idle, tr("Stopped"), servedBy());
    } else if (m_isEnded) {
        m_state->setStatus(look::Status::Ok, tr("Answered in %1").arg(format.duration(m_facts.total)), servedBy());
    } else {
        m_state->setStatus(look::Status::Busy, m_facts.firstToken.count() >= 0 ? tr("Answering") : tr("Waiting for the first token"), servedBy());
    }
    m_text->setVisible(!m_text->text().isEmpty());
    m_remedy->setText(remedy());
    m_remedy->setAccessibleDescription(m_remedy->text());
    m_remedy->setVisible(!m_remedy->text().isEmpty());
    m_figures->setText(figures());
    m_figures->setVisible(!m_figures->text().isEmpty());
}

} // namespace ui::pages
