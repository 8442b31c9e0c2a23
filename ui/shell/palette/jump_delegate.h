#pragma once

#include <QStyledItemDelegate>

namespace ui::shell {

/// Draws a row of the list: a title, and at the right end, in secondary text, its kind and its shortcut. Where both do
/// not fit, the middle of the title is left out: names of models and providers differ at their ends.
class JumpDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kTitleRole = Qt::UserRole; ///< the display text begins with it

    using QStyledItemDelegate::QStyledItemDelegate;

    /// The visible text in the area of `option`.
    QString shownText(const QStyleOptionViewItem& option, const QModelIndex& index) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    static QString fitted(const QStyleOptionViewItem& option, const QString& title);
};

} // namespace ui::shell
