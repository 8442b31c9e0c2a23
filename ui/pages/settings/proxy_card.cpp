#include "proxy_card.h"

#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/sentence_words.h"

#include <QShowEvent>
#include <QPointer>
#include <QUrl>

namespace ui::pages {

using widgets::Label;

namespace {

/// Represents any external address: a provider's test shows what a script does for single hosts.
constexpr auto kAnyAddress = "https://example.com/";
constexpr auto kAnyPlainAddress = "http://example.com/";

} // namespace

ProxyCard::ProxyCard(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_state(new widgets::StatusLabel(this)), m_sentence(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)),
      m_again(new widgets::Button(widgets::ButtonKind::Plain, {}, {}, this))
{
    m_state->setObjectName(QStringLiteral("systemProxy"));
    m_again->setObjectName(QStringLiteral("systemProxyAgain"));
    m_sentence->setWordWrap(true);
    addToHeading(m_again);
    addContent(m_state);
    addContent(m_sentence);
    connect(m_again, &QPushButton::clicked, this, &ProxyCard::look);
    retranslate();
}

void ProxyCard::look()
{
    m_found.reset();
    m_problem = gateway::Sentence();
    showFound();
    lookFor(kAnyAddress);
    lookFor(kAnyPlainAddress);
}

void ProxyCard::lookFor(const char* address)
{
    m_access.providers().findSystemProxy(QUrl(QLatin1StringView(address)), [guard = QPointer(this), address](const QString& proxy, const gateway::Sentence& problem) {
        if (!guard) return;
        if (address == kAnyAddress) guard->m_found = proxy;
        if (guard->m_problem.isEmpty()) guard->m_problem = problem;
        guard->showFound();
    });
}

void ProxyCard::showFound()
{
    if (!m_problem.isEmpty()) return m_state->setStatus(look::Status::Error, words::SentenceWords::of(m_problem));
    if (!m_found) return m_state->setStatus(look::Status::Busy, tr("Reading system settings…"));
    m_state->setStatus(m_found->isEmpty() ? look::Status::Idle : look::Status::Ok, m_found->isEmpty() ? tr("none, connects directly") : *m_found);
}

void ProxyCard::retranslate()
{
    setTitle(tr("Current system HTTPS proxy"));
    m_sentence->setText(tr("used by providers set to “system proxy”; follows system changes"));
    m_again->setText(tr("Check again"));
    showFound();
}

void ProxyCard::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (!event->spontaneous()) look();
}

void ProxyCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
