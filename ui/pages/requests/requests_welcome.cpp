#include "requests_welcome.h"

#include "ui/dialogs/text_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/empty_state.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QRegularExpression>

#include <algorithm>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

namespace {

constexpr int kLines = 4; // of the request, one more than it has
constexpr int kLineWidth = 690;
constexpr int kLeastLine = 200;
constexpr int kBesideLine = 200; // for the button and the margins

} // namespace

RequestsWelcome::RequestsWelcome(QWidget* parent)
    : Card({}, parent), m_state(new widgets::EmptyState(QStringLiteral("tray-running-light"), widgets::EmptyState::Size::Page, this)), m_line(new dialogs::TextField(kLines)),
      m_copy(new Button(ButtonKind::Plain, {}, QStringLiteral("act-copy"))), m_test(new Button(ButtonKind::Primary, {}, QStringLiteral("nav-try")))
{
    setObjectName(QStringLiteral("requestsWelcome"));
    const look::Theme& theme = look::theme();
    auto* middle = new QWidget(this);
    auto* row = new QHBoxLayout(middle);
    row->setContentsMargins({});
    row->setSpacing(theme.px(8));
    row->addWidget(m_line, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    m_line->setReadOnly(true);
    m_line->setObjectName(QStringLiteral("curlLine"));
    m_copy->setObjectName(QStringLiteral("copyCurlLine"));
    m_test->setObjectName(QStringLiteral("welcomeTest"));
    m_state->setMiddle(middle);
    m_state->addAction(m_test);
    body()->addWidget(m_state);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_line->toPlainText()); });
    connect(m_test, &QPushButton::clicked, this, &RequestsWelcome::testRequested);
    retranslate();
}

void RequestsWelcome::setRequest(const QString& address, const QString& model)
{
    static const QRegularExpression kPlain(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._:/@+-]*$")); // needs no escaping in a shell and in JSON
    const QString base = address.isEmpty() ? QStringLiteral("http://127.0.0.1:8080/v1") : address;
    m_line->setPlainText(QStringLiteral("curl %1/chat/completions \\\n  -H 'Content-Type: application/json' \\\n  -d '{\"model\":\"%2\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'").arg(base, kPlain.match(model).hasMatch() ? model : QStringLiteral("demo")));
}

void RequestsWelcome::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    const look::Theme& theme = look::theme();
    m_line->setFixedWidth(std::clamp(width() - theme.px(kBesideLine), theme.px(kLeastLine), theme.px(kLineWidth)));
}

void RequestsWelcome::retranslate()
{
    m_state->setTexts(tr("No requests yet"), tr("Point a client at the address above, or send a test request.\nEach request shows its client, its provider and why that provider was used."));
    m_line->setAccessibleName(tr("Request for a shell"));
    m_copy->setText(tr("Copy"));
    m_test->setText(tr("Send test request"));
}

} // namespace ui::pages
