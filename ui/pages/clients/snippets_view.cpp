#include "snippets_view.h"

#include "ui/dialogs/text_field.h"
#include "ui/models/clients/client_snippets.h"
#include "ui/widgets/address_field.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr auto kUsualAddress = "http://127.0.0.1:8080/v1";
constexpr auto kKeyPlace = "sb-your-key"; ///< where a key goes

std::vector<models::ClientSnippet> snippetsAt(const QString& address)
{
    return models::clientSnippets(address.isEmpty() ? QString::fromLatin1(kUsualAddress) : address, QString::fromLatin1(kKeyPlace));
}

int linesOf(const QString& text) { return static_cast<int>(text.count(QLatin1Char('\n'))) + 1; }

} // namespace

SnippetsView::SnippetsView(QWidget* parent)
    : QWidget(parent), m_title(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_words(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)), m_key(new Button(ButtonKind::Plain, {}, QStringLiteral("act-key"), this))
{
    setObjectName(QStringLiteral("snippetsView"));
    build();
    connect(m_key, &QPushButton::clicked, this, &SnippetsView::keyWanted);
    setAddress({});
    retranslate();
}

void SnippetsView::build()
{
    const look::Theme& theme = look::theme();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(theme.metrics().gap));
    m_words->setWordWrap(true);
    m_key->setObjectName(QStringLiteral("snippetKey"));
    auto* heading = new QHBoxLayout;
    heading->addWidget(m_title, 1);
    heading->addWidget(m_key);
    column->addLayout(heading);
    column->addWidget(m_words);
    for (std::size_t i = 0; i < snippetsAt({}).size(); ++i) addPart(*column);
    column->addStretch(1);
}

void SnippetsView::addPart(QVBoxLayout& column)
{
    const look::Theme& theme = look::theme();
    const auto number = static_cast<int>(m_parts.size());
    const QString shell = snippetsAt({})[m_parts.size()].shell;
    const Part part{new Label({}, look::TextRole::Heading, Label::Tone::Normal, this), new widgets::AddressField(this),
        new dialogs::TextField(linesOf(shell), this), new Button(ButtonKind::Plain, {}, QStringLiteral("act-copy"), this)};
    part.base->setObjectName(QStringLiteral("snippetBase%1").arg(number));
    part.lines->setObjectName(QStringLiteral("snippetLines%1").arg(number));
    part.copy->setObjectName(QStringLiteral("copySnippet%1").arg(number));
    part.lines->setReadOnly(true);
    part.lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    part.lines->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* rows = new QVBoxLayout;
    rows->setSpacing(theme.px(4));
    auto* first = new QHBoxLayout;
    first->setSpacing(theme.px(8));
    part.name->setMinimumWidth(theme.px(90));
    first->addWidget(part.name);
    first->addWidget(part.base, 1);
    auto* second = new QHBoxLayout;
    second->setSpacing(theme.px(8));
    second->addWidget(part.lines, 1);
    second->addWidget(part.copy, 0, Qt::AlignTop);
    rows->addLayout(first);
    rows->addLayout(second);
    column.addLayout(rows);
    connect(part.copy, &QPushButton::clicked, this, [lines = part.lines] { QGuiApplication::clipboard()->setText(lines->toPlainText()); });
    m_parts.push_back(part);
}

void SnippetsView::setAddress(const QString& address)
{
    m_address = address;
    const auto snippets = snippetsAt(address);
    for (std::size_t i = 0; i < std::min(snippets.size(), m_parts.size()); ++i) {
        m_parts[i].name->setText(snippets[i].protocol);
        m_parts[i].base->setAddress(snippets[i].baseUrl);
        m_parts[i].lines->setPlainText(snippets[i].shell);
    }
}

void SnippetsView::retranslate()
{
    m_title->setText(tr("Set up a client manually"));
    m_words->setText(tr("Enter the address for its protocol in the client’s settings or in the shell that starts it. Where no key is required, any value works as the key; otherwise create one. With its own key, its requests are shown separately."));
    m_key->setText(tr("Create key"));
    for (const Part& part : m_parts) {
        part.base->setDescription(tr("Address for %1", "a protocol").arg(part.name->text()));
        part.base->setCopyHint(tr("Copy the address for %1", "a protocol").arg(part.name->text()));
        part.lines->setAccessibleName(tr("Lines for a shell, %1", "a protocol").arg(part.name->text()));
        part.copy->setText(tr("Copy"));
        part.copy->setAccessibleName(tr("Copy the lines for %1", "a protocol").arg(part.name->text()));
    }
}

} // namespace ui::pages
