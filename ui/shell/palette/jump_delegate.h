#pragma once

#include <QStyledItemDelegate>

namespace ui::shell {

/// Draws a row of the list: a title, and behind it what it is. Where both have no room the middle of the title is left
/// out: names of models and providers differ at their ends, and what it is stays to be read.
class JumpDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int kTitleRole = Qt::UserRole; ///< the text begins with it

    using QStyledItemDelegate::QStyledItemDelegate;

    /// What is to be seen of the text in the place of `option`.
    QString shownText(const QStyleOptionViewItem& option, const QModelIndex& index) const;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    static QString fitted(const QStyleOptionViewItem& option, const QString& title);
};

} // namespace ui::shell
