use std::sync::mpsc;
use tokio::task;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (bell, rings) = mpsc::channel(); // std's: `recv` blocks its thread
    let stage = task::spawn(async move {
        println!("the bell rings");
        bell.send("the play begins").unwrap();
    });
    let heard = task::spawn_blocking(move || rings.recv().unwrap());
    println!("{}", heard.await.unwrap());
    stage.await.unwrap();
}
