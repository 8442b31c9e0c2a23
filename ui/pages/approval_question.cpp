#include "approval_question.h"

#include "ui/look/theme.h"
#include "ui/models/providers/provider_draft.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPointer>
#include <QVBoxLayout>

namespace ui::pages {

using gateway::providers::SecretOrigin;
using gateway::providers::SecretUse;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

QString shown(const std::string& origin) { return QString::fromStdString(gateway::providers::shownOrigin(origin)); }

QString weaknessOf(const SecretOrigin& to)
{
    QStringList all;
    if (to.verifiedBy == "none") all << ApprovalQuestion::tr("The certificate of that host is not verified.");
    else if (!to.verifiedBy.empty()) all << ApprovalQuestion::tr("The certificate of that host is verified by %1 only.").arg(QString::fromStdString(to.verifiedBy));
    if (!to.proxy.empty()) all << ApprovalQuestion::tr("Proxy %1 can read the secret.").arg(shown(to.proxy));
    return all.join(QLatin1Char(' '));
}

} // namespace

QString approvalQuestion(const models::GatewayParts<models::Configuration, models::Providers>& access, const SecretUse& use)
{
    const QString secret = QString::fromStdString(use.to.reference);
    if (use.provider.empty()) return ApprovalQuestion::tr("Send %1 to %2 with traces and metrics?", "secret, origin").arg(secret, shown(use.to.origin));
    const auto* settings = access.configuration().settings().provider(use.provider);
    const QString name = settings ? models::displayName(access.providers().catalog(), *settings) : QString::fromStdString(use.provider);
    return ApprovalQuestion::tr("Send %1 to %2 for %3?", "secret, origin, provider").arg(secret, shown(use.to.origin), name);
}

ApprovalQuestion::ApprovalQuestion(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_question(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_why(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_allow(new Button(ButtonKind::Plain, {}, {}, this)),
      m_disable(new Button(ButtonKind::Plain, {}, {}, this))
{
    setObjectName(QStringLiteral("approvalQuestion"));
    m_question->setObjectName(QStringLiteral("approvalQuestionText"));
    m_allow->setObjectName(QStringLiteral("approvalAllow"));
    m_disable->setObjectName(QStringLiteral("approvalDisable"));
    for (Label* const label : {m_question, m_why}) {
        label->setTextFormat(Qt::PlainText); // names come from a file that anybody may have written
        label->setWordWrap(true);
    }
    auto* column = new QVBoxLayout;
    column->addWidget(m_question);
    column->addWidget(m_why);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(look::theme().px(14), look::theme().px(4), look::theme().px(14), 0);
    row->setSpacing(look::theme().px(8));
    row->addLayout(column, 1);
    row->addWidget(m_disable, 0, Qt::AlignVCenter);
    row->addWidget(m_allow, 0, Qt::AlignVCenter);
    body()->addLayout(row);
    connect(m_allow, &QPushButton::clicked, this, &ApprovalQuestion::approve);
    connect(m_disable, &QPushButton::clicked, this, [this] {
        if (m_use) Q_EMIT disableRequested(QString::fromStdString(m_use->provider));
    });
    connect(&m_access.news(), &models::GatewayNews::statusChanged, this, &ApprovalQuestion::showNext);
    retranslate();
}

void ApprovalQuestion::retranslate()
{
    m_allow->setText(tr("Allow"));
    m_disable->setText(tr("Disable provider"));
    showNext();
}

void ApprovalQuestion::showNext()
{
    const auto& waiting = m_access.control().status().unapproved;
    m_use = waiting.empty() ? std::nullopt : std::optional(waiting.front());
    setVisible(m_use.has_value());
    if (!m_use) return;
    m_question->setText(approvalQuestion(m_access, *m_use));
    const QString why = tr("This address was set outside this window and has not been approved for this secret. Nothing is sent there until you decide.");
    m_why->setText(QStringList{why, weaknessOf(m_use->to)}.join(QLatin1Char(' ')).trimmed());
    m_disable->setVisible(!m_use->provider.empty());
}

void ApprovalQuestion::approve()
{
    if (!m_use) return;
    m_access.secrets().approve({*m_use}, [guard = QPointer(this)](const gateway::Result<void>& kept) {
        if (guard && !kept) Q_EMIT guard->failed(kept.error());
    });
}

} // namespace ui::pages
