#include "page_header.h"

#include "label.h"

#include <QAbstractButton>
#include <QHBoxLayout>

namespace ui::widgets {

namespace {

constexpr int kWholeTitle = 9; ///< characters; a longer title, such as a name, is elided where there is no room
constexpr int kNarrowPage = 900; ///< px beside the rail, at a 10 pt font

} // namespace

QMargins pageMargins(const QWidget& page)
{
    const look::Theme& theme = look::theme();
    const look::Metrics& metrics = theme.metrics();
    const bool isNarrow = page.width() < theme.px(kNarrowPage);
    const int margin = theme.px(isNarrow ? metrics.pageMarginNarrow : metrics.pageMargin);
    return {margin, theme.px(metrics.gap), margin, margin};
}

PageHeader::PageHeader(const QString& title, QWidget* parent)
    : QWidget(parent), m_row(new QHBoxLayout(this)), m_title(new ElidedLabel({}, look::TextRole::Title, Label::Tone::Normal, this)),
      m_phrase(new ElidedLabel({}, look::TextRole::Body, Label::Tone::Secondary, this))
{
    m_phrase->setObjectName(QStringLiteral("pagePhrase"));
    m_row->setContentsMargins({});
    m_row->setSpacing(look::theme().px(8));
    m_row->addWidget(m_title);
    m_row->addSpacing(look::theme().px(8));
    m_row->addWidget(m_phrase, 1);
    setMinimumHeight(look::theme().px(look::theme().metrics().pageHeaderHeight));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTitle(title);
}

void PageHeader::setTitle(const QString& title)
{
    m_title->setRoomFor({title.left(kWholeTitle)});
    m_title->setText(title);
}

void PageHeader::setPhrase(const QString& phrase) { m_phrase->setText(phrase); }
void PageHeader::keepPhrasesWhole(const QStringList& phrases) { m_phrase->setRoomFor(phrases); }
void PageHeader::addAction(QWidget* control) { m_row->addWidget(control); }

void PageHeader::addBack(QAbstractButton* button)
{
    m_back = button;
    addAction(button);
}

void PageHeader::offerBack()
{
    m_back->show();
    m_back->setFocus(Qt::OtherFocusReason);
}

bool PageHeader::goBack()
{
    if (!m_back || !m_back->isVisible()) return false;
    m_back->click();
    return true;
}

void PageHeader::insertControl(int place, QWidget* control) { m_row->insertWidget(m_row->indexOf(m_phrase) + 1 + place, control); }

} // namespace ui::widgets
