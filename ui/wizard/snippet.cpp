#include "snippet.h"

#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QtMath>

#include <algorithm>

namespace ui::wizard {

using widgets::Label;

Snippet::Snippet(const QString& name, QWidget* parent)
    : QWidget(parent), m_title(new Label({}, look::TextRole::Heading, Label::Tone::Normal, this)),
      m_sentence(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_lines(new QPlainTextEdit(this)),
      m_copy(new widgets::Button(widgets::ButtonKind::Icon, {}, QStringLiteral("act-copy"), this))
{
    setObjectName(name);
    m_lines->setObjectName(name + QStringLiteral("Lines"));
    m_copy->setObjectName(name + QStringLiteral("Copy"));
    m_lines->setReadOnly(true);
    m_lines->setTabChangesFocus(true);
    m_lines->setFont(look::theme().font(look::TextRole::Mono));
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_lines->setWordWrapMode(QTextOption::WrapAnywhere);
    m_lines->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->document()->setDocumentMargin(0);
    m_lines->viewport()->setAutoFillBackground(false);
    m_sentence->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->setSpacing(look::theme().px(8));
    head->addWidget(m_title);
    head->addWidget(m_sentence, 1);
    head->addWidget(m_copy);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(look::theme().px(2));
    column->addLayout(head);
    column->addWidget(m_lines);
    connect(m_lines->verticalScrollBar(), &QScrollBar::rangeChanged, this, &Snippet::fitLines); // it has become narrower, so that more lines
                                                                                                // are wrapped
    connect(m_lines->document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &Snippet::fitLines);
    connect(m_copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(lines()); });
}

void Snippet::setWords(const QString& title, const QString& sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
    m_lines->setAccessibleName(title);
    m_copy->setHint(tr("Copy: %1").arg(title));
}

void Snippet::setLines(const QString& lines)
{
    if (lines != this->lines()) m_lines->setPlainText(lines);
    fitLines();
}

void Snippet::fitLines()
{
    // A plain text document measures its height in wrapped lines.
    const int count = qCeil(std::max(m_lines->document()->size().height(), 1.0));
    m_lines->setFixedHeight(count * QFontMetrics(m_lines->font()).lineSpacing() + 2);
}

QString Snippet::lines() const { return m_lines->toPlainText(); }

} // namespace ui::wizard
