#include "empty_state.h"

#include "label.h"

#include "ui/look/icons.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace ui::widgets {

namespace {

constexpr int kIconSide = 64;

/// The large, unobtrusive illustration of an empty state.
class Drawing final : public QWidget {
public:
    Drawing(QString name, QWidget* parent) : QWidget(parent), m_name(std::move(name))
    {
        const int side = look::theme().px(kIconSide);
        setFixedSize(side, side);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        look::paintIcon(painter, rect(), m_name, width(), look::theme().color(look::Color::Control));
    }

private:
    QString m_name;
};

} // namespace

EmptyState::EmptyState(const QString& iconName, Size size, QWidget* parent)
    : QWidget(parent), m_title(new Label({}, size == Size::Page ? look::TextRole::Title : look::TextRole::Body, Label::Tone::Normal, this)),
      m_lines(new Label({}, size == Size::Page ? look::TextRole::Body : look::TextRole::Small, Label::Tone::Secondary, this)),
      m_middle(new QHBoxLayout), m_actions(new QHBoxLayout)
{
    const int gap = look::theme().px(look::theme().metrics().gap);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gap, gap, gap, gap);
    column->setSpacing(size == Size::Page ? gap : 4);
    column->addStretch(1);
    if (size == Size::Page)
        column->addWidget(new Drawing(iconName, this), 0, Qt::AlignHCenter);
    for (Label* label : {m_title, m_lines}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    m_middle->setSpacing(gap);
    m_actions->setSpacing(gap);
    column->addLayout(m_middle);
    column->addLayout(m_actions);
    m_actions->addStretch(1);
    m_actions->addStretch(1);
    column->addStretch(1);
}

void EmptyState::setTexts(const QString& title, const QString& lines)
{
    m_title->setText(title);
    m_lines->setText(lines);
    m_lines->setVisible(!lines.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(lines);
}

void EmptyState::addAction(QWidget* control) { m_actions->insertWidget(m_actions->count() - 1, control); }

void EmptyState::setMiddle(QWidget* middle)
{
    m_middle->addStretch(1);
    m_middle->addWidget(middle);
    m_middle->addStretch(1);
}

} // namespace ui::widgets
