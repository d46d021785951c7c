use std::sync::Arc;

fn by_handle(order: Arc<Vec<u32>>) -> usize {
    println!("by handle: {} handles", Arc::strong_count(&order));
    order.len()
}

fn by_reference(order: &Arc<Vec<u32>>) -> usize {
    println!("by reference: {} handle", Arc::strong_count(order));
    order.len()
}

fn by_slice(order: &[u32]) -> usize {
    order.len()
}

fn main() {
    let order = Arc::new(vec![3, 4, 5]);
    let asked = [
        by_handle(Arc::clone(&order)),
        by_reference(&order),
        by_slice(&order),
    ];
    assert_eq!(asked, [3, 3, 3]);
    assert_eq!(Arc::strong_count(&order), 1);
}
