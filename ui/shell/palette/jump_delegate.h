#pragma once

#include <QStyledItemDelegate>

namespace ui::shell {

/// Draws a row of the list: a title, followed by its kind. If there is no room for both, the title is elided in the
/// middle, since names of models and providers differ at their ends; the kind stays readable.
class JumpDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kTitleRole = Qt::UserRole; ///< the display text begins with it

    using QStyledItemDelegate::QStyledItemDelegate;

    /// The visible text in the area of `option`.
    QString shownText(const QStyleOptionViewItem& option, const QModelIndex& index) const;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    static QString fitted(const QStyleOptionViewItem& option, const QString& title);
};

} // namespace ui::shell
